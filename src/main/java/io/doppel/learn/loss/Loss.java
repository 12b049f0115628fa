package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// A measure of how wrong embeddings are, with its gradient. Rows are taken as of unit length, so that a cosine is a
/// dot product; nothing is scaled here, and the gradient is that of the function as it stands. Sums are made in
/// float64. Pure functions, for any thread.
public sealed interface Loss
    permits BankDistillation,
        BatchTriplet,
        BinaryCrossEntropy,
        CoSent,
        Contrastive,
        CosineRegression,
        GuidedInfoNce,
        InfoNce,
        MarginSoftmax,
        Matryoshka,
        MeanSquaredError,
        OnlineContrastive,
        Quadruplet,
        SupervisedContrastive,
        Triplet {

  /// @param embeddings the matrices that the loss is of, as it says itself
  /// @param labels of the rows, or empty where the loss needs none
  /// @throws IllegalArgumentException if their numbers or shapes do not go together
  LossValue of(List<Matrix> embeddings, double[] labels);

  /// @throws IllegalArgumentException unless there are so many matrices
  static void require(String loss, int least, int most, List<Matrix> embeddings) {
    if (embeddings.size() < least || embeddings.size() > most) {
      throw new IllegalArgumentException(
          "%s is of %d to %d matrices, got %d".formatted(loss, least, most, embeddings.size()));
    }
  }

  /// @throws IllegalArgumentException unless all have as many rows
  static int rows(List<Matrix> embeddings) {
    int rows = embeddings.getFirst().rows();
    for (Matrix each : embeddings) {
      if (each.rows() != rows || rows == 0) {
        throw new IllegalArgumentException(
            "all matrices need as many rows, at least 1, got %d and %d"
                .formatted(rows, each.rows()));
      }
    }
    return rows;
  }

  /// @throws IllegalArgumentException unless there is a label for each row
  static void requireLabels(int rows, double[] labels) {
    if (labels.length != rows) {
      throw new IllegalArgumentException("%d rows need as many labels, got %d".formatted(rows, labels.length));
    }
  }
}
