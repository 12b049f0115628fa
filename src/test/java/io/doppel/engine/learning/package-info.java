@NullMarked
package io.doppel.engine.learning;

import org.jspecify.annotations.NullMarked;
