package io.doppel.duplicates.calibration;

import java.util.List;

/// A calibration with what it does on pairs it did not learn from: each fold is judged by what the other folds taught.
///
/// @param heldOut the probability of each pair, in the order of the pairs
/// @param labels whether each pair is a duplicate
/// @param cosines the plain similarity of each pair, on the standard scale
public record CalibrationReport(
    Calibration calibration,
    Reliability reliability,
    List<Double> heldOut,
    List<Boolean> labels,
    List<Double> cosines) {

  public CalibrationReport {
    heldOut = List.copyOf(heldOut);
    labels = List.copyOf(labels);
    cosines = List.copyOf(cosines);
  }
}
