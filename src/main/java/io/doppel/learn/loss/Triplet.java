package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// What is alike nearer than what is not, by a margin: the mean of
/// `max(0, d(anchor, positive) - d(anchor, negative) + margin)` (Schroff and others, 2015, "FaceNet"). Of three
/// matrices. On vectors of unit length no distance exceeds 2, so that a margin of 5, as sentence-transformers has it by
/// default, is never met.
///
/// @param margin above 0, .1 to .5 as a rule
public record Triplet(Distance distance, double margin) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("triplet", 3, 3, embeddings);
    int rows = Loss.rows(embeddings);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      float[] anchor = embeddings.get(0).row(i);
      float[] positive = embeddings.get(1).row(i);
      float[] negative = embeddings.get(2).row(i);
      double violation = distance.of(anchor, positive) - distance.of(anchor, negative) + margin;
      if (violation > 0) {
        value += violation / rows;
        distance.addGradients(1.0 / rows, anchor, sums.get(0), i, positive, sums.get(1), i);
        distance.addGradients(-1.0 / rows, anchor, sums.get(0), i, negative, sums.get(2), i);
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
