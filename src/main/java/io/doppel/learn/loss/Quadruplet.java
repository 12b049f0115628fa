package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// The triplet loss, and alike nearer than any two unlike, by a second margin: the mean of
/// `max(0, d(a, b) - d(a, n) + margin) + max(0, d(a, b) - d(n, n2) + secondMargin)` (Chen and others, 2017, "Beyond
/// Triplet Loss"). Of four matrices: anchors, positives, negatives, other negatives.
///
/// @param margin above 0
/// @param secondMargin above 0, less than the first as a rule
public record Quadruplet(Distance distance, double margin, double secondMargin) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("quadruplet", 4, 4, embeddings);
    int rows = Loss.rows(embeddings);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] anchor = embeddings.get(0).row(i);
      float[] positive = embeddings.get(1).row(i);
      float[] negative = embeddings.get(2).row(i);
      float[] other = embeddings.get(3).row(i);
      double near = distance.of(anchor, positive);
      double first = near - distance.of(anchor, negative) + margin;
      double second = near - distance.of(negative, other) + secondMargin;
      double share = 1.0 / rows;
      if (first > 0) {
        value += share * first;
        distance.addGradients(share, anchor, sums.get(0), i, positive, sums.get(1), i);
        distance.addGradients(-share, anchor, sums.get(0), i, negative, sums.get(2), i);
      }
      if (second > 0) {
        value += share * second;
        distance.addGradients(share, anchor, sums.get(0), i, positive, sums.get(1), i);
        distance.addGradients(-share, negative, sums.get(2), i, other, sums.get(3), i);
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
