package io.doppel.projection;

import java.util.Random;

/// The two directions in which vectors differ most, by power iteration, which any number of vectors suits: also fewer than they
/// have dimensions. Good to about a per cent, which is enough to start from.
final class PrincipalComponents {

  private static final int ROUNDS = 30;

  private PrincipalComponents() {}

  /// Two directions of unit length, at a right angle to each other; zero where vectors do not differ.
  ///
  /// @param vectors at least one, of one dimension
  static double[][] of(float[][] vectors, Random random) {
    int dimension = vectors[0].length;
    double[] mean = new double[dimension];
    for (float[] vector : vectors) {
      add(mean, vector, 1.0 / vectors.length);
    }
    double[][] components = new double[2][];
    for (int i = 0; i < components.length; i++) {
      double[] direction = random.doubles(dimension, -1, 1).toArray();
      for (int round = 0; round < ROUNDS; round++) {
        double[] next = new double[dimension];
        double centre = dot(direction, mean);
        for (float[] vector : vectors) {
          add(next, vector, dot(direction, vector) - centre);
        }
        // What all vectors have in common weighs nothing: the sum of the factors above is 0.
        for (int earlier = 0; earlier < i; earlier++) {
          addTo(next, components[earlier], -dot(next, components[earlier]));
        }
        direction = unit(next);
      }
      components[i] = direction;
    }
    return components;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int d = 0; d < vector.length; d++) {
      vector[d] = length > 0 ? vector[d] / length : 0;
    }
    return vector;
  }

  static double dot(double[] direction, float[] vector) {
    double sum = 0;
    for (int d = 0; d < vector.length; d++) {
      sum += direction[d] * vector[d];
    }
    return sum;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }

  private static void add(double[] sum, float[] vector, double factor) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += factor * vector[d];
    }
  }

  private static void addTo(double[] sum, double[] vector, double factor) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += factor * vector[d];
    }
  }
}
