package io.doppel.duplicates.calibration;

import java.util.ArrayList;
import java.util.Arrays;
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
  /// @param weight how many pairs they stand for
  /// @param predicted the mean probability
  /// @param actual the share of duplicates
  public record Bin(double low, double high, long pairs, double weight, double predicted, double actual) {}

  public static Reliability of(double[] probabilities, boolean[] labels) {
    double[] weights = new double[labels.length];
    Arrays.fill(weights, 1);
    return of(probabilities, labels, weights);
  }

  /// @param weights how many pairs each stands for
  static Reliability of(double[] probabilities, boolean[] labels, double[] weights) {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      long count = 0;
      double weight = 0;
      double sum = 0;
      double duplicates = 0;
      for (int i = 0; i < probabilities.length; i++) {
        if (Math.min((int) (probabilities[i] * BINS), BINS - 1) == bin) {
          count++;
          weight += weights[i];
          sum += weights[i] * probabilities[i];
          duplicates += labels[i] ? weights[i] : 0;
        }
      }
      if (count > 0) {
        bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, count, weight, sum / weight, duplicates / weight));
      }
    }
    return new Reliability(bins);
  }

  /// The expected calibration error (Naeini et al., 2015): the distance of predicted and actual, weighted by the pairs.
  public double expectedCalibrationError() {
    double all = bins.stream().mapToDouble(Bin::weight).sum();
    return bins.stream().mapToDouble(bin -> bin.weight() * Math.abs(bin.predicted() - bin.actual())).sum() / all;
  }
}
