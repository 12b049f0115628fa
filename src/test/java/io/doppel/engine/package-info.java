@NullMarked
package io.doppel.engine;

import org.jspecify.annotations.NullMarked;
