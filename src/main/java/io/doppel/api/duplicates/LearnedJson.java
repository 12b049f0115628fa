package io.doppel.api.duplicates;

import io.doppel.api.duplicates.CalibrationJson.IntervalJson;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationReport;
import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.duplicates.calibration.SecondTrial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was learned from decisions, as programs see it. All is measured on held-out folds of them.
///
/// @param before what the calibration that comes with the program does on the same pairs
/// @param curve what thresholds do, the highest first
/// @param secondJudge null where none was tried
/// @param kept whether the collection is judged by it from now on
public record LearnedJson(
    CalibrationJson calibration,
    BeforeJson before,
    long duplicates,
    double averagePrecision,
    List<PointJson> curve,
    @Nullable SecondTrialJson secondJudge,
    boolean kept) {

  private static final int POINTS = 100;

  /// What a cross-encoder is worth as a second judge; it is kept where it lowers the log loss of the pairs about which
  /// it is asked.
  public record SecondTrialJson(
      String model,
      int asked,
      boolean kept,
      double logLoss,
      double logLossAlone,
      double averagePrecision,
      double averagePrecisionAlone) {

    static SecondTrialJson of(SecondTrial trial) {
      return new SecondTrialJson(
          trial.model(),
          trial.asked(),
          trial.kept(),
          trial.logLoss(),
          trial.logLossAlone(),
          trial.averagePrecision(),
          trial.averagePrecisionAlone());
    }
  }

  /// A threshold of the probability, and what it does.
  public record PointJson(double threshold, IntervalJson precision, IntervalJson recall) {}

  /// What a calibration does that learned nothing of the pairs.
  public record BeforeJson(
      double averagePrecision,
      double calibrationError,
      double threshold,
      IntervalJson precision,
      IntervalJson recall) {

    static BeforeJson of(HeldOut held) {
      return new BeforeJson(
          held.averagePrecision(),
          held.calibrationError(),
          held.threshold(),
          IntervalJson.of(held.precision()),
          IntervalJson.of(held.recall()));
    }
  }

  public static LearnedJson of(CalibrationReport report, HeldOut before, boolean kept) {
    Calibration calibration = report.calibration();
    return new LearnedJson(
        CalibrationJson.of(calibration),
        BeforeJson.of(before),
        calibration.duplicates(),
        report.averagePrecision(),
        report.curve(POINTS).stream()
            .map(point -> new PointJson(
                    point.threshold(), IntervalJson.of(point.precision()), IntervalJson.of(point.recall())))
            .toList(),
        report.second().map(SecondTrialJson::of).orElse(null),
        kept);
  }
}
