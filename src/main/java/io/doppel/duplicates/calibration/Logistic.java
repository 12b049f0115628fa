package io.doppel.duplicates.calibration;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
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
    double korean,
    double koreanCosine,
    double koreanOverlap,
    double koreanLengthRatio) {

  /// Weak regularisation: there are thousands of pairs to eight weights.
  private static final double COST = 100;

  private static final double STOP = 1e-4;
  private static final double BIAS = 1;

  /// Fits the weights by LIBLINEAR (Fan et al., 2008), with both classes among the pairs.
  static Logistic fit(List<Features> features, List<Boolean> labels) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = features.size();
    problem.n = features.getFirst().vector().length + 1;
    problem.bias = BIAS;
    problem.x = features.stream().map(each -> nodes(each.vector())).toArray(Feature[][]::new);
    problem.y = labels.stream().mapToDouble(label -> label ? 1 : 0).toArray();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, STOP));
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] w = model.getFeatureWeights();
    return new Logistic(
        sign * w[7], sign * w[0], sign * w[1], sign * w[2], sign * w[3], sign * w[4], sign * w[5], sign * w[6]);
  }

  double probability(Features features) {
    double[] weights = {cosine, overlap, lengthRatio, korean, koreanCosine, koreanOverlap, koreanLengthRatio};
    double[] values = features.vector();
    double logit = intercept;
    for (int i = 0; i < weights.length; i++) {
      logit += weights[i] * values[i];
    }
    return 1 / (1 + Math.exp(-logit));
  }

  private static Feature[] nodes(double[] vector) {
    Feature[] nodes = new Feature[vector.length + 1];
    for (int i = 0; i < vector.length; i++) {
      nodes[i] = new FeatureNode(i + 1, vector[i]);
    }
    nodes[vector.length] = new FeatureNode(vector.length + 1, BIAS);
    return nodes;
  }
}
