package io.doppel.duplicates.calibration;

/// What to call a pair.
public enum Verdict {
  /// At or above the threshold of the calibration: as precise as was asked for.
  DUPLICATE,
  /// More likely a duplicate than not, but below the threshold.
  POSSIBLE,
  /// More likely not a duplicate.
  DIFFERENT
}
