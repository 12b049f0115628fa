package io.doppel.duplicates.calibration;

import java.util.ArrayList;
import java.util.List;

/// How probabilities compare with what happened: ten bins of equal width.
///
/// @param bins from the lowest probability to the highest; empty ones are left out
public record Reliability(List<Bin> bins) {

  private static final int BINS = 10;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /// Pairs of about one probability.
  ///
  /// @param low the least probability in it
  /// @param high the first one above it
  /// @param predicted the mean probability
  /// @param actual the share of duplicates
  public record Bin(double low, double high, long pairs, double predicted, double actual) {}

  public static Reliability of(double[] probabilities, boolean[] labels) {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      long count = 0;
      double sum = 0;
      long duplicates = 0;
      for (int i = 0; i < probabilities.length; i++) {
        if (Math.min((int) (probabilities[i] * BINS), BINS - 1) == bin) {
          count++;
          sum += probabilities[i];
          duplicates += labels[i] ? 1 : 0;
        }
      }
      if (count > 0) {
        bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, count, sum / count, (double) duplicates / count));
      }
    }
    return new Reliability(bins);
  }

  /// The expected calibration error (Naeini et al., 2015): the distance of predicted and actual, weighted by the pairs.
  public double expectedCalibrationError() {
    long all = bins.stream().mapToLong(Bin::pairs).sum();
    return bins.stream().mapToDouble(bin -> bin.pairs() * Math.abs(bin.predicted() - bin.actual())).sum() / all;
  }
}
