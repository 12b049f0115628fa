package io.doppel.vector;

import java.util.Arrays;
import java.util.Collection;

/// Quantiles of measured values, by the nearest rank: always a value that was measured. Immutable.
public final class Quantiles {

  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /// @throws IllegalArgumentException if there are no values, or one is no number
  public static Quantiles of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// As [#of(Collection)]; the array is copied.
  public static Quantiles of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured, so there are no quantiles");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("quantiles are of numbers, got NaN");
    }
    return new Quantiles(sorted);
  }

  /// The middle value; of an even number the upper of both.
  public double median() {
    return sorted[sorted.length / 2];
  }

  /// The smallest value that at least the share `q` of all values does not exceed.
  ///
  /// @param q 0 to 1
  public double at(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("a quantile is 0 to 1, got " + q);
    }
    return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }
}
