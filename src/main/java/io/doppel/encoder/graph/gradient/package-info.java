/// What is the gradient of a graph? Reverse mode over its operations, as a graph of the same operators. No runtime in
/// here.
@NullMarked
package io.doppel.encoder.graph.gradient;

import org.jspecify.annotations.NullMarked;
