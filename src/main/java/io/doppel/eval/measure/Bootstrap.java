package io.doppel.eval.measure;

import io.doppel.vector.MeanInterval;
import java.util.Arrays;
import java.util.Random;

/// How sure a difference between two settings is: the paired bootstrap (Efron and Tibshirani, 1993, "An Introduction
/// to the Bootstrap"; Sakai, 2006, for retrieval). The same items are drawn for both settings, with replacement.
///
/// @param difference mean of the second setting minus mean of the first, over all items
/// @param low lower end of the interval of that difference
/// @param high upper end
public record Bootstrap(double difference, double low, double high) {

  private static final int RESAMPLES = 10_000;

  /// The 95 % percentile interval over 10,000 draws; equal seeds give equal intervals.
  ///
  /// @param first a value for each item, such as nDCG for each query
  /// @param second the values of the same items in the other setting
  public static Bootstrap paired(double[] first, double[] second, long seed) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "both settings need the same items, at least 1, got %d and %d".formatted(first.length, second.length));
    }
    Checks.finite(first);
    Checks.finite(second);
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    MeanInterval interval = MeanInterval.of(differences, RESAMPLES, new Random(seed));
    return new Bootstrap(interval.mean(), interval.low(), interval.high());
  }

  /// Whether the interval leaves out 0.
  public boolean certain() {
    return low > 0 || high < 0;
  }
}
