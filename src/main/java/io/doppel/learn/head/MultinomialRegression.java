package io.doppel.learn.head;

import io.doppel.learn.optimizer.Lbfgs;

/// Multinomial logistic regression: the weights that make the cross-entropy of all vectors and half the penalty times
/// the squares of the weights smallest, which are there only once. What scikit-learn calls `LogisticRegression`, with
/// C the inverse of the penalty. Scores are probabilities.
public final class MultinomialRegression implements Head {

  private static final Lbfgs OPTIMIZER = new Lbfgs(200, 1e-2);

  private final DenseLayer layer;
  private final double[] weights;
  private final float factor;

  private MultinomialRegression(DenseLayer layer, double[] weights, float factor) {
    this.layer = layer;
    this.weights = weights;
    this.factor = factor;
  }

  /// @param penalty above 0
  /// @param factor what coordinates are multiplied with first, above 0: a penalty is for vectors of one spread
  /// @param before called before each step; what it throws ends the fit
  public static MultinomialRegression fit(LabelledRows data, double penalty, float factor, Runnable before) {
    return fit(data, penalty, factor, OPTIMIZER, before);
  }

  static MultinomialRegression fit(
      LabelledRows data, double penalty, float factor, Lbfgs optimizer, Runnable before) {
    DenseLayer layer = new DenseLayer(data.rows().columns(), data.classes(), 0);
    double[] start = new double[layer.parameters()];
    LabelledRows scaled = data.times(factor);
    double[] weights = optimizer.minimum(objective(scaled, penalty), start, before);
    return new MultinomialRegression(layer, weights, factor);
  }

  static Lbfgs.Objective objective(LabelledRows data, double penalty) {
    DenseLayer layer = new DenseLayer(data.rows().columns(), data.classes(), 0);
    double[] scores = new double[data.classes()];
    return (weights, gradient) -> {
      double value = layer.decay(penalty, weights, DenseLayer.cleared(gradient));
      for (int i = 0; i < data.size(); i++) {
        float[] row = data.rows().row(i);
        layer.forward(weights, row, scores);
        value += Softmax.crossEntropy(scores, data.labels()[i]);
        layer.backward(row, scores, gradient);
      }
      return value;
    };
  }

  @Override
  public double[] scores(float[] row) {
    double[] scores = new double[layer.outputs()];
    layer.forward(weights, scaled(row, factor), scores);
    Softmax.of(scores);
    return scores;
  }

  static double[] scaled(float[] row, float factor) {
    double[] scaled = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      scaled[i] = row[i] * factor;
    }
    return scaled;
  }
}
