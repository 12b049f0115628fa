package io.doppel.api.duplicates;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.Interval;
import io.doppel.duplicates.calibration.SecondOpinion;
import org.jspecify.annotations.Nullable;

/// How a collection judges duplicates, as programs see it. `precision`, `recall` and `calibration_error` were measured
/// on held-out folds of the labelled pairs. `second_judge` names the cross-encoder with which it was learned, to be
/// asked where the rest is uncertain; null if it was learned without.
public record CalibrationJson(
    String origin,
    long pairs,
    double targetPrecision,
    double threshold,
    IntervalJson precision,
    IntervalJson recall,
    double calibrationError,
    @Nullable String secondJudge) {

  /// A share with its 95 % interval.
  public record IntervalJson(double value, double low, double high) {

    public static IntervalJson of(Interval interval) {
      return new IntervalJson(interval.value(), interval.low(), interval.high());
    }
  }

  public static CalibrationJson of(Calibration calibration) {
    return new CalibrationJson(
        calibration.origin(),
        calibration.pairs(),
        calibration.targetPrecision(),
        calibration.threshold(),
        IntervalJson.of(calibration.precision()),
        IntervalJson.of(calibration.recall()),
        calibration.calibrationError(),
        calibration.secondOpinion().map(SecondOpinion::model).orElse(null));
  }
}
