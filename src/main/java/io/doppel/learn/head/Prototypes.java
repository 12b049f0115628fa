package io.doppel.learn.head;

import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;

/// The nearest of the classes' means (Snell, Swersky and Zemel, 2017, "Prototypical Networks for Few-shot Learning"),
/// by the cosine. The prototype of a class hangs on its own vectors alone. Scores are the cosines, -1 to 1.
public final class Prototypes implements Head {

  private final Matrix sums;
  private final Matrix prototypes;

  private Prototypes(Matrix sums) {
    this.sums = sums;
    this.prototypes = sums.unitRows();
  }

  /// @param data vectors of unit length
  public static Prototypes of(LabelledRows data) {
    Matrix sums = Matrix.zero(data.classes(), data.rows().columns());
    for (int i = 0; i < data.size(); i++) {
      Vectors.add(sums.row(data.labels()[i]), 1, data.rows().row(i));
    }
    return new Prototypes(sums);
  }

  /// The means at unit length, one row a class; zeros for a class without vectors.
  public Matrix rows() {
    return prototypes;
  }

  @Override
  public double[] scores(float[] row) {
    float[] cosines = prototypes.times(row);
    double[] scores = new double[cosines.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.clamp(cosines[i], -1f, 1f);
    }
    return scores;
  }

  /// The cosine of a vector of a class with the mean of the others of that class, as if the vector had not been there.
  /// 0 where it is the only one.
  float withoutItself(float[] row, int label) {
    float[] others = sums.row(label).clone();
    Vectors.add(others, -1, row);
    return Math.clamp(Vectors.dot(Vectors.unit(others), row), -1f, 1f);
  }
}
