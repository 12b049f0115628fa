package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.Constant;
import java.util.List;

/// What is trained: a weight of the model, or one of two narrow matrices whose product is added to one.
public sealed interface Parameter {

  String name();

  /// Sizes by dimension.
  List<Long> shape();

  /// Number of values.
  default long size() {
    return shape().stream().reduce(1L, (a, b) -> a * b);
  }

  /// A weight of the model.
  record Whole(Constant constant, Role role) implements Parameter {
    @Override
    public String name() {
      return constant.name();
    }

    @Override
    public List<Long> shape() {
      return constant.shape();
    }
  }

  /// The left matrix, random at first.
  record Down(Constant weight, int rank) implements Parameter {
    @Override
    public String name() {
      return "down " + weight.name();
    }

    @Override
    public List<Long> shape() {
      return List.of(weight.shape().get(0), (long) rank);
    }
  }

  /// The right matrix, 0 at first.
  record Up(Constant weight, int rank) implements Parameter {
    @Override
    public String name() {
      return "up " + weight.name();
    }

    @Override
    public List<Long> shape() {
      return List.of((long) rank, weight.shape().get(1));
    }
  }

  /// What a weight is for.
  enum Role {
    /// Rows chosen by indices: embeddings of words, positions, types.
    TABLE,
    /// What activations are multiplied with.
    MATRIX,
    /// Scale and shift of a layer normalisation.
    NORMALIZATION,
    /// Added to a product.
    BIAS
  }
}
