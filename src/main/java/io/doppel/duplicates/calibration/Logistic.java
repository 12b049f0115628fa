package io.doppel.duplicates.calibration;

import io.doppel.learn.LogisticRegression;
import java.util.List;
import java.util.function.Function;

/// A logistic regression over [Features]: the logarithm of the odds is their weighted sum. Each weight says how much
/// its feature counts.
///
/// @param intercept the logarithm of the odds where all features are 0
public record Logistic(double intercept, double cosine, double overlap, double lengthRatio, double unshared) {

  /// Weak regularisation: there are many pairs to five weights.
  private static final double COST = 100;

  /// Fits all weights, with both classes among the pairs.
  static Logistic fit(List<Features> features, List<Boolean> labels) {
    double[] w =
        logOdds(features, labels, one -> new double[] {one.cosine(), one.overlap(), one.lengthRatio(), one.unshared()});
    return new Logistic(w[4], w[0], w[1], w[2], w[3]);
  }

  /// Fits the weight of the cosine, with both classes among the pairs; the other features do not count.
  static Logistic fitCosine(List<Features> features, List<Boolean> labels) {
    double[] w = logOdds(features, labels, one -> new double[] {one.cosine()});
    return new Logistic(w[1], w[0], 0, 0, 0);
  }

  private static double[] logOdds(List<Features> features, List<Boolean> labels, Function<Features, double[]> vector) {
    int[] classes = labels.stream().mapToInt(label -> label ? 1 : 0).toArray();
    return LogisticRegression.fit(features.stream().map(vector).toList(), classes, COST).logOdds();
  }

  double probability(Features features) {
    return 1 / (1 + Math.exp(-logOdds(features)));
  }

  double logOdds(Features features) {
    return intercept
        + cosine * features.cosine()
        + overlap * features.overlap()
        + lengthRatio * features.lengthRatio()
        + unshared * features.unshared();
  }

  Logistic moved(Shift by) {
    double stretch = by.stretch();
    return new Logistic(
        stretch * intercept + by.shift(),
        stretch * cosine,
        stretch * overlap,
        stretch * lengthRatio,
        stretch * unshared);
  }
}
