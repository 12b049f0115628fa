package io.doppel.learn.head;

/// Says which class a vector belongs to. Immutable once fitted; any thread may ask.
public sealed interface Head
    permits Prototypes, NearestNeighbours, MultinomialRegression, MultilayerPerceptron, PooledShares {

  /// How much speaks for each class, the more the better; scores of two heads do not compare.
  ///
  /// @param row of as many coordinates as those of the fit
  /// @return a new array, one for each class
  double[] scores(float[] row);

  /// The class with the highest score, the first of equals.
  default int predict(float[] row) {
    return best(scores(row));
  }

  /// The place of the highest value, the first of equals.
  static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
