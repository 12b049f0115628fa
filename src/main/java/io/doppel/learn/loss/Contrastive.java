package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// Alike close together, unlike at least `margin` apart: the mean of `(y d² + (1 - y) max(0, margin - d)²) / 2` over
/// pairs (Hadsell, Chopra and LeCun, 2006, "Dimensionality Reduction by Learning an Invariant Mapping"). Of two
/// matrices; labels are 1 for alike, 0 for unlike.
///
/// @param margin above 0
public record Contrastive(Distance distance, double margin) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("contrastive", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    Loss.requireLabels(rows, labels);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] a = embeddings.get(0).row(i);
      float[] b = embeddings.get(1).row(i);
      double far = distance.of(a, b);
      double missing = Math.max(0, margin - far);
      value += (labels[i] * far * far + (1 - labels[i]) * missing * missing) / (2 * rows);
      double slope = (labels[i] * far - (1 - labels[i]) * missing) / rows;
      distance.addGradients(slope, a, sums.get(0), i, b, sums.get(1), i);
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
