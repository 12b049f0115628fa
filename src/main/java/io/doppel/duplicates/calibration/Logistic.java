package io.doppel.duplicates.calibration;

import io.doppel.learn.LogisticRegression;
import java.util.List;

/// A logistic regression over [Features]: the logarithm of the odds is their weighted sum. Each weight says how much its
/// feature counts.
///
/// @param intercept the logarithm of the odds where all features are 0
public record Logistic(
    double intercept,
    double cosine,
    double overlap,
    double lengthRatio,
    double unshared,
    double korean,
    double koreanCosine,
    double koreanOverlap,
    double koreanLengthRatio,
    double koreanUnshared) {

  /// Weak regularisation: there are thousands of pairs to ten weights.
  private static final double COST = 100;

  /// Fits the weights, with both classes among the pairs.
  static Logistic fit(List<Features> features, List<Boolean> labels) {
    int[] classes = labels.stream().mapToInt(label -> label ? 1 : 0).toArray();
    double[] w = LogisticRegression.fit(features.stream().map(Features::vector).toList(), classes, COST).logOdds();
    return new Logistic(w[9], w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8]);
  }

  double probability(Features features) {
    double[] weights = {
      cosine, overlap, lengthRatio, unshared, korean, koreanCosine, koreanOverlap, koreanLengthRatio, koreanUnshared
    };
    double[] values = features.vector();
    double logit = intercept;
    for (int i = 0; i < weights.length; i++) {
      logit += weights[i] * values[i];
    }
    return 1 / (1 + Math.exp(-logit));
  }
}
