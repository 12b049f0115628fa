package io.doppel.learn.head;

import java.util.List;

/// The mean of what several heads say, each as shares that add up to 1: the sum rule, which bears the errors of each
/// best (Kittler, Hatef, Duin and Matas, 1998, "On Combining Classifiers"). Scores are such shares, too.
public final class SoftVote implements Head {

  private final Prototypes prototypes;
  private final double temperature;
  private final List<Head> others;

  private SoftVote(Prototypes prototypes, double temperature, List<Head> others) {
    this.prototypes = prototypes;
    this.temperature = temperature;
    this.others = others;
  }

  /// @param temperature the difference of cosines with two prototypes that makes the share of one e times the other's
  public static SoftVote of(
      Prototypes prototypes, double temperature, NearestNeighbours neighbours, MultinomialRegression regression) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("a temperature must be above 0, got " + temperature);
    }
    return new SoftVote(prototypes, temperature, List.of(neighbours, regression));
  }

  @Override
  public double[] scores(float[] row) {
    double[] scores = prototypes.scores(row);
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= temperature;
    }
    Softmax.of(scores);
    for (Head other : others) {
      double[] more = other.scores(row);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += more[i];
      }
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= 1 + others.size();
    }
    return scores;
  }
}
