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
    if (all == 0) {
      return new Interval(0, 0, 1);
    }
    double share = (double) hits / all;
    ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval((int) all, share, CONFIDENCE);
    return new Interval(share, Math.max(0, wilson.getLowerBound()), Math.min(1, wilson.getUpperBound()));
  }
}
