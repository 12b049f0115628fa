package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// How likely the labels are, if a pair is alike with the probability `1 / (1 + exp(-scale (cosine - threshold)))`: the
/// mean of the negative logarithm. Of two matrices; labels are 0 to 1.
///
/// @param scale above 0
/// @param threshold the cosine of a probability of one half
public record BinaryCrossEntropy(double scale, double threshold) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("binary cross-entropy", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    Loss.requireLabels(rows, labels);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] a = embeddings.get(0).row(i);
      float[] b = embeddings.get(1).row(i);
      double logit = scale * (Sums.dot(a, b) - threshold);
      value += (Sums.softplus(logit) - labels[i] * logit) / rows;
      double slope = scale * (Sums.sigmoid(logit) - labels[i]) / rows;
      sums.get(0).add(i, slope, b);
      sums.get(1).add(i, slope, a);
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
