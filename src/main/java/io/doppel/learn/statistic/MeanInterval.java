package io.doppel.learn.statistic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How sure a mean is, by the bootstrap: values are drawn again and again, with replacement, and the mean is taken of
/// each draw (Efron and Tibshirani, 1993, "An Introduction to the Bootstrap").
///
/// @param mean of all values
/// @param low below which 2.5 % of the drawn means are
/// @param high above which 2.5 % are
public record MeanInterval(double mean, double low, double high) {

  /// The 95 % percentile interval; equal states of `random` give equal intervals.
  ///
  /// @param values at least one, all finite
  /// @param draws how often to draw, at least 1
  public static MeanInterval of(double[] values, int draws, RandomGenerator random) {
    int count = values.length;
    if (count == 0 || draws < 1) {
      throw new IllegalArgumentException(
          "an interval needs at least 1 value and 1 draw, got %d and %d".formatted(count, draws));
    }
    Bootstrap drawn =
        Bootstrap.of(count, draws, random, which -> Arrays.stream(which).mapToDouble(i -> values[i]).sum() / count);
    return new MeanInterval(drawn.difference(), drawn.low(), drawn.high());
  }
}
