package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// The mean of the squared difference over all coordinates, such as to a teacher. Of two matrices.
public record MeanSquaredError() implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("mean squared error", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    List<Sums> sums = Sums.of(embeddings);
    double count = (double) rows * embeddings.getFirst().columns();
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] a = embeddings.get(0).row(i);
      float[] b = embeddings.get(1).row(i);
      value += Distance.SQUARED_EUCLIDEAN.of(a, b) / count;
      Distance.SQUARED_EUCLIDEAN.addGradients(1 / count, a, sums.get(0), i, b, sums.get(1), i);
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
