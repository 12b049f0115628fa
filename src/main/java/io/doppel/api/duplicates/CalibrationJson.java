package io.doppel.api.duplicates;

import io.doppel.duplicates.calibration.Calibration;

/// How a collection judges duplicates, as programs see it. `precision`, `recall` and `calibration_error` were measured
/// on held-out folds of the labelled pairs.
public record CalibrationJson(
    String origin,
    long pairs,
    double targetPrecision,
    double threshold,
    IntervalJson precision,
    IntervalJson recall,
    double calibrationError) {

  /// A share with its 95 % interval.
  public record IntervalJson(double value, double low, double high) {}

  public static CalibrationJson of(Calibration calibration) {
    return new CalibrationJson(
        calibration.origin(),
        calibration.pairs(),
        calibration.targetPrecision(),
        calibration.threshold(),
        new IntervalJson(
            calibration.precision().value(),
            calibration.precision().low(),
            calibration.precision().high()),
        new IntervalJson(
            calibration.recall().value(), calibration.recall().low(), calibration.recall().high()),
        calibration.calibrationError());
  }
}
