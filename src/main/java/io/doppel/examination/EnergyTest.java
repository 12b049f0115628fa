package io.doppel.examination;

import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Whether two samples of vectors come from one distribution, by their energy distance: twice the mean distance between
/// the samples less the mean distances within them (Székely and Rizzo, 2004, "Testing for Equal Distributions in High
/// Dimension"). It has no bandwidth to choose, as kernels have. How large it is by chance is told by dividing all
/// vectors at random again and again.
///
/// Takes memory and time by the square of the number of vectors.
///
/// @param coefficient the energy distance as a share of twice the mean distance between the samples, 0 to 1
/// @param pValue above 0, at most 1
public record EnergyTest(double coefficient, double pValue) {

  /// How often all vectors are divided at random; no p-value is below 1 / (this + 1).
  static final int PERMUTATIONS = 999;

  /// The least p-value.
  public static final double LEAST = 1.0 / (PERMUTATIONS + 1);

  /// What rounding may do to an energy.
  private static final double ROUNDING = 1e-9;

  /// What float32 may do to a squared distance.
  private static final float NO_DISTANCE = 1e-6f;

  /// @param one of unit length, at least one
  /// @param other of unit length and the same dimension, at least one
  public static EnergyTest of(Matrix one, Matrix other, RandomGenerator random) {
    int n = one.rows();
    int m = other.rows();
    float[][] distances = distances(one, other);
    double all = 0;
    for (int i = 0; i < n + m; i++) {
      for (int j = 0; j < i; j++) {
        all += distances[i][j];
      }
    }
    int[] order = IntStream.range(0, n + m).toArray();
    Parts observed = Parts.of(distances, order, n, all);
    int asLarge = 1;
    for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
      Cancellation.check();
      shuffle(order, random);
      asLarge += Parts.of(distances, order, n, all).energy() >= observed.energy() - ROUNDING ? 1 : 0;
    }
    double between = 2 * observed.between();
    return new EnergyTest(
        between == 0 ? 0 : Math.clamp(observed.energy() / between, 0, 1), asLarge / (PERMUTATIONS + 1.0));
  }

  /// Mean distances.
  private record Parts(double between, double withinOne, double withinOther) {

    /// @param n so many, the first ones of `order`, are the one sample
    /// @param all the sum of all distances
    static Parts of(float[][] distances, int[] order, int n, double all) {
      int m = order.length - n;
      double one = sum(distances, order, 0, n);
      double other = sum(distances, order, n, order.length);
      return new Parts(
          (all - one - other) / ((double) n * m), 2 * one / ((double) n * n), 2 * other / ((double) m * m));
    }

    private static double sum(float[][] distances, int[] order, int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        float[] row = distances[order[i]];
        for (int j = from; j < i; j++) {
          sum += row[order[j]];
        }
      }
      return sum;
    }

    double energy() {
      return 2 * between - withinOne - withinOther;
    }
  }

  private static float[][] distances(Matrix one, Matrix other) {
    int n = one.rows();
    float[][] rows = new float[n + other.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i < n ? one.row(i) : other.row(i - n);
    }
    Matrix all = Matrix.of(rows);
    float[][] distances = new float[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      Cancellation.check();
      all.times(rows[i], 0, rows.length, distances[i]);
      for (int j = 0; j < rows.length; j++) {
        float squared = 2 - 2 * distances[i][j];
        distances[i][j] = squared < NO_DISTANCE ? 0 : (float) Math.sqrt(squared);
      }
    }
    return distances;
  }

  private static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
