package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.Arrays;
import java.util.List;

/// [InfoNce] without those negatives that a guide holds for as alike as the right one, since those are likely right too
/// (Solatorio, 2024, "GISTEmbed"): candidates are the second matrix and all others of either, and one is left out where
/// the guide's cosine exceeds that of the right pair. Of four matrices: both sides, and both sides as the guide embeds
/// them, which have no gradient.
///
/// @param scale the reciprocal of the temperature
public record GuidedInfoNce(double scale) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("guided InfoNCE", 4, 4, embeddings);
    int rows = Loss.rows(embeddings);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      double[] logits = new double[3 * rows];
      Arrays.fill(logits, Double.NEGATIVE_INFINITY);
      double right = Sums.dot(embeddings.get(2).row(i), embeddings.get(3).row(i));
      for (int j = 0; j < rows; j++) {
        for (int block = 0; block < 3; block++) {
          int one = block == 2 ? 1 : 0;
          int other = block == 1 ? 0 : 1;
          boolean own = i == j && block > 0;
          double guide = Sums.dot(embeddings.get(one + 2).row(i), embeddings.get(other + 2).row(j));
          if (!own && (i == j || guide <= right)) {
            logits[block * rows + j] = scale * Sums.dot(embeddings.get(one).row(i), embeddings.get(other).row(j));
          }
        }
      }
      double target = logits[i];
      value += (Sums.softmax(logits) - target) / rows;
      logits[i] -= 1;
      for (int j = 0; j < rows; j++) {
        for (int block = 0; block < 3; block++) {
          int one = block == 2 ? 1 : 0;
          int other = block == 1 ? 0 : 1;
          double slope = scale * logits[block * rows + j] / rows;
          if (slope != 0) {
            sums.get(one).add(i, slope, embeddings.get(other).row(j));
            sums.get(other).add(j, slope, embeddings.get(one).row(i));
          }
        }
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
