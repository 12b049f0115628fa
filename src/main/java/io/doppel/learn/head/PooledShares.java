package io.doppel.learn.head;

/// What a regression and the nearest vectors say together: a logarithmic opinion pool (Heskes, 1998, "Selecting
/// Weighting Factors in Logarithmic Opinion Pools"), the product of the regression's shares and a power of the
/// neighbours'. Scores are shares, and add up to 1.
public final class PooledShares implements Head {

  /// The least share that the neighbours leave to a class of which none is among them.
  private static final double LEAST = .01;

  private final MultinomialRegression regression;
  private final NearestNeighbours neighbours;
  private final double weight;

  private PooledShares(MultinomialRegression regression, NearestNeighbours neighbours, double weight) {
    this.regression = regression;
    this.neighbours = neighbours;
    this.weight = weight;
  }

  /// @param weight what the neighbours count where the regression counts 1, at least 0
  public static PooledShares of(MultinomialRegression regression, NearestNeighbours neighbours, double weight) {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("a weight must be at least 0, got " + weight);
    }
    return new PooledShares(regression, neighbours, weight);
  }

  @Override
  public double[] scores(float[] row) {
    double[] scores = regression.scores(row);
    double[] near = neighbours.scores(row);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= Math.pow(near[i] + LEAST, weight);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return scores;
  }
}
