package io.doppel.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.List;

/// L2-regularised logistic regression, one class against the rest, by LIBLINEAR (Fan et al., 2008): what
/// scikit-learn calls `LogisticRegression(solver="liblinear")`. Immutable once fitted.
///
/// MTEB fits the multinomial model instead. On Banking77 the accuracies of both differ by less than .001.
public final class LogisticRegression {

  /// What scikit-learn takes for C unless told otherwise.
  public static final double USUAL_COST = 1;

  private static final double STOP = 1e-4;
  private static final double BIAS = 1;

  private final Model model;

  private LogisticRegression(Model model) {
    this.model = model;
  }

  /// @param vectors at least one, all of one length
  /// @param labels one for each vector, 0 or more
  /// @param cost C: the greater, the less the weights are held back
  public static LogisticRegression fit(List<double[]> vectors, int[] labels, double cost) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = vectors.size();
    problem.n = vectors.getFirst().length + 1;
    problem.bias = BIAS;
    problem.x = vectors.stream().map(LogisticRegression::features).toArray(Feature[][]::new);
    problem.y = Arrays.stream(labels).asDoubleStream().toArray();
    return new LogisticRegression(Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, STOP)));
  }

  /// The label with the highest probability.
  public int predict(double[] vector) {
    return (int) Linear.predict(model, features(vector));
  }

  /// The probability of a label, 0 if it was not among those of the fit.
  public double probability(double[] vector, int label) {
    double[] probabilities = new double[model.getNrClass()];
    Linear.predictProbability(model, features(vector), probabilities);
    int[] labels = model.getLabels();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        return probabilities[i];
      }
    }
    return 0;
  }

  /// Of a fit with the labels 0 and 1: the weight of each coordinate in the logarithm of the odds of label 1, and the
  /// intercept last. A new array.
  public double[] logOdds() {
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    return Arrays.stream(model.getFeatureWeights()).map(weight -> sign * weight).toArray();
  }

  private static Feature[] features(double[] vector) {
    Feature[] features = new Feature[vector.length + 1];
    for (int i = 0; i < vector.length; i++) {
      features[i] = new FeatureNode(i + 1, vector[i]);
    }
    features[vector.length] = new FeatureNode(vector.length + 1, BIAS);
    return features;
  }
}
