package io.doppel.api.duplicates;

import io.doppel.api.duplicates.CalibrationJson.IntervalJson;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationReport;
import java.util.List;

/// What was learned from decisions, as programs see it. All is measured on held-out folds of them.
///
/// @param curve what thresholds do, the highest first
/// @param kept whether the collection is judged by it from now on
public record LearnedJson(
    CalibrationJson calibration,
    long duplicates,
    double averagePrecision,
    List<PointJson> curve,
    boolean kept) {

  private static final int POINTS = 100;

  /// A threshold of the probability, and what it does.
  public record PointJson(double threshold, IntervalJson precision, IntervalJson recall) {}

  public static LearnedJson of(CalibrationReport report, boolean kept) {
    Calibration calibration = report.calibration();
    return new LearnedJson(
        CalibrationJson.of(calibration),
        calibration.duplicates(),
        report.averagePrecision(),
        report.curve(POINTS).stream()
            .map(point -> new PointJson(
                    point.threshold(), IntervalJson.of(point.precision()), IntervalJson.of(point.recall())))
            .toList(),
        kept);
  }
}
