package io.doppel.duplicates.calibration;

import io.doppel.learn.PriorRegression;
import java.util.Arrays;

/// Moves probabilities that were learned elsewhere: the logarithm of the odds is stretched and shifted (Platt, 1999).
/// Two numbers, and both are drawn toward no change, so that a few dozen pairs are enough and one odd pair does no
/// harm.
///
/// @param stretch what the logarithm of the odds is multiplied with
/// @param shift what is added then
record Shift(double stretch, double shift) {

  /// How far either is expected to move: the standard deviations of what is believed before there are pairs.
  private static final double STRETCH_DEVIATION = .5;

  private static final double SHIFT_DEVIATION = 1;
  /// The most probable one.
  ///
  /// @param logOdds of each pair, as they were learned elsewhere
  /// @param weights how much each pair counts
  static Shift fit(double[] logOdds, boolean[] labels, double[] weights) {
    double[] moved =
        PriorRegression.fit(
            Arrays.stream(logOdds).mapToObj(each -> new double[] {each, 1}).toList(),
            labels,
            weights,
            new double[] {1, 0},
            new double[] {STRETCH_DEVIATION, SHIFT_DEVIATION});
    // A higher similarity never speaks against a duplicate.
    return new Shift(Math.max(moved[0], 0), moved[1]);
  }
}
