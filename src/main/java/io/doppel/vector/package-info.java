/// What is computed with vectors of float32, the same to the last bit on every machine: the one dot product of the
/// program, matrices, and quantiles of what was measured.
@NullMarked
package io.doppel.vector;

import org.jspecify.annotations.NullMarked;
