package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// Pairs whose cosines are to have values: the mean of the squared difference of cosine and label, the regression
/// objective of Reimers and Gurevych (2019, "[Sentence-BERT](https://arxiv.org/abs/1908.10084)"). Of two matrices;
/// labels are cosines.
public record CosineRegression() implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("cosine regression", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    Loss.requireLabels(rows, labels);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] one = embeddings.get(0).row(i);
      float[] other = embeddings.get(1).row(i);
      double difference = Sums.dot(one, other) - labels[i];
      value += difference * difference / rows;
      sums.get(0).add(i, 2 * difference / rows, other);
      sums.get(1).add(i, 2 * difference / rows, one);
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
