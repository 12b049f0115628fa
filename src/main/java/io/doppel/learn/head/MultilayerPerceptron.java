package io.doppel.learn.head;

import io.doppel.learn.optimizer.Lbfgs;
import java.util.Random;

/// A network with one hidden layer of `tanh` units before a softmax (Rumelhart, Hinton and Williams, 1986, "Learning
/// representations by back-propagating errors"), its weights held back like those of [MultinomialRegression]. The same
/// seed learns the same. Scores are probabilities.
public final class MultilayerPerceptron implements Head {

  private static final Lbfgs OPTIMIZER = new Lbfgs(200, 1e-2);

  private final DenseLayer hidden;
  private final DenseLayer output;
  private final double[] weights;
  private final float factor;

  private MultilayerPerceptron(DenseLayer hidden, DenseLayer output, double[] weights, float factor) {
    this.hidden = hidden;
    this.output = output;
    this.weights = weights;
    this.factor = factor;
  }

  /// @param units of the hidden layer, at least 1
  /// @param penalty above 0
  /// @param factor as with [MultinomialRegression#fit]
  /// @param seed of the weights that it starts with
  /// @param before called before each step; what it throws ends the fit
  public static MultilayerPerceptron fit(
      LabelledRows data, int units, double penalty, float factor, long seed, Runnable before) {
    DenseLayer hidden = hidden(data, units);
    DenseLayer output = output(data, hidden);
    double[] start = new double[hidden.parameters() + output.parameters()];
    Random random = new Random(seed);
    // Of vectors of unit length, a unit's sum has a deviation of 1 then, where tanh is neither flat nor straight.
    for (int i = 0; i < hidden.inputs() * units; i++) {
      start[i] = random.nextGaussian();
    }
    double[] weights = OPTIMIZER.minimum(objective(data.times(factor), units, penalty), start, before);
    return new MultilayerPerceptron(hidden, output, weights, factor);
  }

  private static DenseLayer hidden(LabelledRows data, int units) {
    return new DenseLayer(data.rows().columns(), units, 0);
  }

  private static DenseLayer output(LabelledRows data, DenseLayer hidden) {
    return new DenseLayer(hidden.outputs(), data.classes(), hidden.parameters());
  }

  static Lbfgs.Objective objective(LabelledRows data, int units, double penalty) {
    DenseLayer hidden = hidden(data, units);
    DenseLayer output = output(data, hidden);
    double[] active = new double[units];
    double[] inward = new double[units];
    double[] scores = new double[data.classes()];
    return (weights, gradient) -> {
      double value = hidden.decay(penalty, weights, DenseLayer.cleared(gradient));
      value += output.decay(penalty, weights, gradient);
      for (int i = 0; i < data.size(); i++) {
        float[] row = data.rows().row(i);
        hidden.forward(weights, row, active);
        activate(active);
        output.forward(weights, active, scores);
        value += Softmax.crossEntropy(scores, data.labels()[i]);
        output.backward(weights, active, scores, gradient, inward);
        for (int unit = 0; unit < units; unit++) {
          inward[unit] *= 1 - active[unit] * active[unit];
        }
        hidden.backward(row, inward, gradient);
      }
      return value;
    };
  }

  private static void activate(double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.tanh(sums[i]);
    }
  }

  @Override
  public double[] scores(float[] row) {
    double[] active = new double[hidden.outputs()];
    hidden.forward(weights, MultinomialRegression.scaled(row, factor), active);
    activate(active);
    double[] scores = new double[output.outputs()];
    output.forward(weights, active, scores);
    Softmax.of(scores);
    return scores;
  }
}
