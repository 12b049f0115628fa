package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The contrastive loss of hard pairs alone, as a sum: alike ones that are farther apart than the nearest unlike one,
/// and unlike ones that are nearer than the farthest alike one; `d²` and `max(0, margin - d)²` (as in
/// sentence-transformers). Of two matrices; labels are 1 for alike, 0 for unlike.
///
/// @param margin above 0
public record OnlineContrastive(Distance distance, double margin) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("online contrastive", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    Loss.requireLabels(rows, labels);
    double[] far = new double[rows];
    for (int i = 0; i < rows; i++) {
      far[i] = distance.of(embeddings.get(0).row(i), embeddings.get(1).row(i));
    }
    double[] alike = IntStream.range(0, rows).filter(i -> labels[i] >= 0.5).mapToDouble(i -> far[i]).toArray();
    double[] unlike = IntStream.range(0, rows).filter(i -> labels[i] < 0.5).mapToDouble(i -> far[i]).toArray();
    double nearest =
        unlike.length > 1
            ? Arrays.stream(unlike).min().orElse(0)
            : Arrays.stream(alike).average().orElse(0);
    double farthest =
        alike.length > 1
            ? Arrays.stream(alike).max().orElse(0)
            : Arrays.stream(unlike).average().orElse(0);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      double missing = Math.max(0, margin - far[i]);
      boolean isAlike = labels[i] >= 0.5;
      if (isAlike ? far[i] > nearest : far[i] < farthest) {
        value += isAlike ? far[i] * far[i] : missing * missing;
        double slope = isAlike ? 2 * far[i] : -2 * missing;
        distance.addGradients(
            slope,
            embeddings.get(0).row(i),
            sums.get(0),
            i,
            embeddings.get(1).row(i),
            sums.get(1),
            i);
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
