package io.doppel.eval.measure;

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
  private static final double CONFIDENCE = .95;

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
    int items = first.length;
    double[] differences = new double[items];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    Random random = new Random(seed);
    double[] means = new double[RESAMPLES];
    Arrays.setAll(means, draw -> random.ints(items, 0, items).mapToDouble(i -> differences[i]).sum() / items);
    Arrays.sort(means);
    double tail = (1 - CONFIDENCE) / 2;
    return new Bootstrap(
        Arrays.stream(differences).sum() / items,
        means[(int) Math.floor(tail * RESAMPLES)],
        means[(int) Math.ceil((1 - tail) * RESAMPLES) - 1]);
  }

  /// Whether the interval leaves out 0.
  public boolean certain() {
    return low > 0 || high < 0;
  }
}
