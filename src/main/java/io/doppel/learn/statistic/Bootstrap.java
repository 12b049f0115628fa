package io.doppel.learn.statistic;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How sure a difference between two settings is: the paired bootstrap (Efron and Tibshirani, 1993, "An Introduction
/// to the Bootstrap"; Sakai, 2006, for retrieval). The same items are drawn for both settings, with replacement.
///
/// @param difference the measure of the second setting minus that of the first, over all items
/// @param low lower end of the interval of that difference
/// @param high upper end
public record Bootstrap(double difference, double low, double high) {

  private static final int RESAMPLES = 10_000;
  private static final double CONFIDENCE = .95;

  /// The 95 % percentile interval; equal states of `random` give equal intervals.
  ///
  /// @param items how many there are, at least 1
  /// @param resamples how often as many are drawn
  /// @param difference of the items with these numbers, from 0, of which some may come several times
  public static Bootstrap of(
      int items, int resamples, RandomGenerator random, ToDoubleFunction<int[]> difference) {
    List<int[]> alone = IntStream.range(0, items).mapToObj(item -> new int[] {item}).toList();
    return ofGroups(alone, resamples, random, difference);
  }

  /// The same where items are not independent: groups are drawn with all that is in them (Field and Welsh, 2007,
  /// "Bootstrapping Clustered Data").
  ///
  /// @param groups the numbers of the items of each, at least one group; each item is in one of them
  public static Bootstrap ofGroups(
      List<int[]> groups, int resamples, RandomGenerator random, ToDoubleFunction<int[]> difference) {
    int count = groups.size();
    double[] drawn = new double[resamples];
    Arrays.setAll(drawn, _ -> difference.applyAsDouble(items(random.ints(count, 0, count).mapToObj(groups::get))));
    Arrays.sort(drawn);
    double tail = (1 - CONFIDENCE) / 2;
    return new Bootstrap(
        difference.applyAsDouble(Arrays.stream(items(groups.stream())).sorted().toArray()),
        drawn[(int) Math.floor(tail * resamples)],
        drawn[(int) Math.ceil((1 - tail) * resamples) - 1]);
  }

  private static int[] items(Stream<int[]> groups) {
    return groups.flatMapToInt(Arrays::stream).toArray();
  }

  /// The interval of a difference of means, over 10,000 draws; equal seeds give equal intervals.
  ///
  /// @param first a value for each item, such as nDCG for each query
  /// @param second the values of the same items in the other setting
  public static Bootstrap paired(double[] first, double[] second, long seed) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "both settings need the same items, at least 1, got %d and %d".formatted(first.length, second.length));
    }
    FiniteNumbers.check(first);
    FiniteNumbers.check(second);
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    MeanInterval mean = MeanInterval.of(differences, RESAMPLES, new Random(seed));
    return new Bootstrap(mean.mean(), mean.low(), mean.high());
  }

  /// Whether the interval leaves out 0.
  public boolean certain() {
    return low > 0 || high < 0;
  }
}
