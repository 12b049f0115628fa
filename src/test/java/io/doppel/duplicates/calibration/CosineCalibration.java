package io.doppel.duplicates.calibration;

import java.util.Map;

/// A calibration that goes by the cosine alone, for tests.
public final class CosineCalibration {

  private static final Interval ALL = Interval.of(1, 1);

  private CosineCalibration() {}

  /// @param even the cosine with a probability of one half
  /// @param slope how steeply the logarithm of the odds rises with the cosine
  public static Calibration of(double even, double slope, double threshold) {
    return of(even, slope, threshold, 1);
  }

  /// @param guardFactor what the probability is multiplied with where a guard fires
  public static Calibration of(double even, double slope, double threshold, double guardFactor) {
    LogisticByKind logistic = new LogisticByKind(new Logistic(-even * slope, slope, 0, 0, 0), Map.of());
    return new Calibration("made up", Map.of(), 0, 0, logistic, guardFactor, threshold, threshold, ALL, ALL, 0);
  }
}
