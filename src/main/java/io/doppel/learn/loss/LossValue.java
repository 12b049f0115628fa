package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// A loss and its gradient.
///
/// @param value how wrong
/// @param gradients with respect to each matrix that went in, in their order and shapes
public record LossValue(double value, List<Matrix> gradients) {

  public LossValue {
    gradients = List.copyOf(gradients);
  }
}
