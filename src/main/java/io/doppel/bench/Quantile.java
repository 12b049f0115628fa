package io.doppel.bench;

import java.util.Collection;

/// Quantiles of measured values, by the nearest rank: always a value that was measured.
public final class Quantile {

  private Quantile() {}

  /// The middle value; of an even number the upper of both.
  public static double median(Collection<Double> values) {
    double[] sorted = sorted(values);
    return sorted[sorted.length / 2];
  }

  /// The smallest value that at least the share `q` of all values does not exceed, `q` from 0 to 1.
  public static double of(double q, Collection<Double> values) {
    double[] sorted = sorted(values);
    return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }

  private static double[] sorted(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
