package io.doppel.encoder.graph.gradient;

import io.doppel.vector.Matrix;

/// What is done with a text's vector behind the graph, and is not trained.
public sealed interface HeadLayer {

  /// It is brought to unit length.
  record UnitLength() implements HeadLayer {}

  /// `weights · vector + bias`, and tanh of that if it is asked for.
  ///
  /// @param bias a row of as many values as `weights` has rows
  record Affine(Matrix weights, Matrix bias, boolean tanh) implements HeadLayer {}
}
