package io.doppel.learn.statistic;

import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/// How well scores follow the gold scores, from -1 to 1; NaN where one side is constant, since nothing follows then.
public final class Correlation {

  private Correlation() {}

  /// Spearman's rank correlation: Pearson's correlation of the ranks, ties at the mean of their ranks, as in
  /// `scipy.stats.spearmanr`.
  public static double spearman(double[] scores, double[] gold) {
    require(scores, gold);
    return new SpearmansCorrelation().correlation(scores, gold);
  }

  /// Pearson's product-moment correlation.
  public static double pearson(double[] scores, double[] gold) {
    require(scores, gold);
    return new PearsonsCorrelation().correlation(scores, gold);
  }

  private static void require(double[] scores, double[] gold) {
    if (scores.length != gold.length || scores.length < 2) {
      throw new IllegalArgumentException(
          "a correlation needs two lists of one length, at least 2, got %d and %d"
              .formatted(scores.length, gold.length));
    }
    FiniteNumbers.check(scores);
    FiniteNumbers.check(gold);
  }
}
