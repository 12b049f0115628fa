package io.doppel.duplicates.calibration;

import io.doppel.learn.LogisticRegression;
import io.doppel.learn.PriorRegression;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A logistic regression over [Features]: the logarithm of the odds is their weighted sum. Each weight says how much
/// its feature counts.
///
/// @param intercept the logarithm of the odds where all features are 0
public record Logistic(double intercept, double cosine, double overlap, double lengthRatio, double unshared) {

  /// Weak regularisation: there are many pairs to five weights.
  private static final double COST = 100;

  /// How far the intercept and each weight are expected to be from those learned from other pairs: as much as moves
  /// the logarithm of the odds of a usual pair by a half, the cosine deviating by some .12 among pairs, and so on. On
  /// halves of their training pairs, the paraphrase corpus chooses .5 of strengths from .1 to 1.5 and Question_pair .7;
  /// the average precisions of both differ by at most .0011.
  private static final double[] DEVIATIONS = {2, .5 / .12, .5 / .2, .5 / .15, .5 / .5};

  private static final double FIXED = 1e-6;

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

  /// How far the intercept and each weight may be from those of other pairs; of short questions the cosine's alone.
  static double[] deviations(TextKind kind) {
    return switch (kind) {
      case PROSE, KOREAN -> DEVIATIONS.clone();
      case QUESTION -> new double[] {DEVIATIONS[0], DEVIATIONS[1], FIXED, FIXED, FIXED};
    };
  }

  /// The most probable weights where these were learned from other pairs.
  Logistic taught(List<Features> features, boolean[] labels) {
    return taught(features, labels, DEVIATIONS);
  }

  /// As [#taught], but the other features count as before.
  Logistic taughtCosine(List<Features> features, boolean[] labels) {
    return taught(features, labels, new double[] {DEVIATIONS[0], DEVIATIONS[1], FIXED, FIXED, FIXED});
  }

  private Logistic taught(List<Features> features, boolean[] labels, double[] deviations) {
    double[] alike = new double[labels.length];
    Arrays.fill(alike, 1);
    double[] w =
        PriorRegression.fit(
            features.stream()
                .map(one -> new double[] {1, one.cosine(), one.overlap(), one.lengthRatio(), one.unshared()})
                .toList(),
            labels,
            alike,
            new double[] {intercept, cosine, overlap, lengthRatio, unshared},
            deviations);
    return new Logistic(w[0], w[1], w[2], w[3], w[4]);
  }

  private static double[] logOdds(List<Features> features, List<Boolean> labels, Function<Features, double[]> vector) {
    int[] classes = labels.stream().mapToInt(label -> label ? 1 : 0).toArray();
    return LogisticRegression.fit(features.stream().map(vector).toList(), classes, COST).logOdds();
  }

  double probability(Features features) {
    return probability(logOdds(features));
  }

  /// The probability of which this is the logarithm of the odds.
  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
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
