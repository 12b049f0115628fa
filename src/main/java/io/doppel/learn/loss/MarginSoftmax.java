package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// The right class by a margin: the mean of the cross-entropy of `scale` times the cosines with a prototype of each
/// class, of which that with the right one is made smaller. Of two matrices: embeddings and prototypes; labels are the
/// rows of the prototypes.
///
/// @param scale above 0, 16 to 64 as a rule
/// @param margin 0 or more
public record MarginSoftmax(double scale, double margin, Kind kind) implements Loss {

  /// How the right cosine is made smaller.
  public enum Kind {
    /// By an angle: `cos(arccos(c) + margin)` (Deng and others, 2019, "ArcFace"), without a special case beyond a half
    /// turn.
    ANGLE,
    /// By a difference: `c - margin` (Wang and others, 2018, "CosFace").
    COSINE
  }

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("margin softmax", 2, 2, embeddings);
    Matrix rows = embeddings.get(0);
    Matrix prototypes = embeddings.get(1);
    Loss.requireLabels(rows.rows(), labels);
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double[] logits = new double[prototypes.rows()];
      for (int j = 0; j < logits.length; j++) {
        logits[j] = scale * Sums.dot(rows.row(i), prototypes.row(j));
      }
      int right = (int) labels[i];
      double cosine = logits[right] / scale;
      double slope =
          switch (kind) {
            case ANGLE -> {
              double sine = Math.sqrt(Math.max(1e-12, 1 - cosine * cosine));
              logits[right] = scale * (cosine * Math.cos(margin) - sine * Math.sin(margin));
              yield Math.cos(margin) + cosine / sine * Math.sin(margin);
            }
            case COSINE -> {
              logits[right] -= scale * margin;
              yield 1;
            }
          };
      double target = logits[right];
      value += (Sums.softmax(logits) - target) / rows.rows();
      logits[right] = (logits[right] - 1) * slope;
      for (int j = 0; j < logits.length; j++) {
        double each = scale * logits[j] / rows.rows();
        sums.get(0).add(i, each, prototypes.row(j));
        sums.get(1).add(j, each, rows.row(i));
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
