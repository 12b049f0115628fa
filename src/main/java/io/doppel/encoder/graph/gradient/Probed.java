package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.GraphValue;

/// What two runs of a graph told of one of its values.
///
/// @param type of its elements, as ONNX numbers them
public record Probed(Shape shape, int type) {

  boolean isReal() {
    return type == GraphValue.FLOAT;
  }
}
