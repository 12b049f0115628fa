package io.doppel.projection;

import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.Random;

/// The two directions in which vectors differ most, by power iteration, which any number of vectors suits: also fewer
/// than they have dimensions. Good to about a per cent, which is enough to start from.
final class PrincipalComponents {

  private static final int ROUNDS = 30;

  private PrincipalComponents() {}

  /// Two directions of unit length as rows, at a right angle to each other; zero where vectors do not differ.
  ///
  /// @param vectors at least one
  static Matrix of(Matrix vectors, Random random) {
    float[] mean = vectors.mean();
    Matrix components = Matrix.zero(2, vectors.columns());
    for (int i = 0; i < components.rows(); i++) {
      float[] direction = new float[vectors.columns()];
      for (int d = 0; d < direction.length; d++) {
        direction[d] = random.nextFloat(-1, 1);
      }
      for (int round = 0; round < ROUNDS; round++) {
        // What all vectors have in common weighs nothing.
        float centre = Vectors.dot(direction, mean);
        float[] along = vectors.times(direction);
        float[] next = new float[vectors.columns()];
        for (int row = 0; row < along.length; row++) {
          Vectors.add(next, along[row] - centre, vectors.row(row));
        }
        for (int earlier = 0; earlier < i; earlier++) {
          float[] component = components.row(earlier);
          Vectors.add(next, -Vectors.dot(next, component), component);
        }
        direction = Vectors.unit(next);
      }
      System.arraycopy(direction, 0, components.row(i), 0, direction.length);
    }
    return components;
  }
}
