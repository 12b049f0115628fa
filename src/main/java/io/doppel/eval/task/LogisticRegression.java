package io.doppel.eval.task;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;

/// L2-regularised logistic regression, one class against the rest, by LIBLINEAR (Fan et al., 2008): what
/// scikit-learn calls `LogisticRegression(solver="liblinear")`.
///
/// MTEB fits the multinomial model instead. On Banking77 the accuracies of both differ by less than .001.
final class LogisticRegression {

  /// What scikit-learn takes for C unless told otherwise.
  private static final double USUAL_COST = 1;

  private static final double STOP = .0001;
  private static final double BIAS = 1;

  private final Model model;

  private LogisticRegression(Model model) {
    this.model = model;
  }

  /// @param vectors one for each text, all of one length
  /// @param labels one for each text, from 0 on
  static LogisticRegression fit(List<float[]> vectors, int[] labels) {
    return fit(vectors, labels, USUAL_COST);
  }

  /// @param cost C: the greater, the less the weights are held back
  static LogisticRegression fit(List<float[]> vectors, int[] labels, double cost) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = vectors.size();
    problem.n = vectors.getFirst().length + 1;
    problem.bias = BIAS;
    problem.x = vectors.stream().map(LogisticRegression::features).toArray(Feature[][]::new);
    problem.y = java.util.Arrays.stream(labels).asDoubleStream().toArray();
    return new LogisticRegression(Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, STOP)));
  }

  /// The label with the highest probability.
  int predict(float[] vector) {
    return (int) Linear.predict(model, features(vector));
  }

  /// The probability of a label among those of the fit, 0 if it was not among them.
  double probability(float[] vector, int label) {
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

  private static Feature[] features(float[] vector) {
    Feature[] features = new Feature[vector.length + 1];
    for (int i = 0; i < vector.length; i++) {
      features[i] = new FeatureNode(i + 1, vector[i]);
    }
    features[vector.length] = new FeatureNode(vector.length + 1, BIAS);
    return features;
  }
}
