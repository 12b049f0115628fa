@NullMarked
package io.doppel.bench;

import org.jspecify.annotations.NullMarked;
