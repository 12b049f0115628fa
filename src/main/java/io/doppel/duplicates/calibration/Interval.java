package io.doppel.duplicates.calibration;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/// A measured share with its 95 % interval (Wilson, 1927).
///
/// @param value from 0 to 1; 0 where nothing was counted
public record Interval(double value, double low, double high) {

  private static final double CONFIDENCE = .95;

  /// The share of `hits` among `all`.
  static Interval of(long hits, long all) {
    return of((double) hits, (double) all, (double) all);
  }

  /// The share of what counts differently: the interval is as wide as that of as many that count alike (Kish, 1965).
  ///
  /// @param hits the sum of their weights
  /// @param all the sum of all weights
  /// @param squares the sum of the squares of all weights
  static Interval of(double hits, double all, double squares) {
    if (all == 0) {
      return new Interval(0, 0, 1);
    }
    double share = Math.min(1, hits / all);
    int alike = (int) Math.max(1, Math.round(all * all / squares));
    ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(alike, share, CONFIDENCE);
    return new Interval(share, Math.max(0, wilson.getLowerBound()), Math.min(1, wilson.getUpperBound()));
  }
}
