package io.doppel.learn;

import java.util.Arrays;
import java.util.List;

/// Logistic regression with weights of which something is known before: each has a normal prior, so that few examples
/// move them a little and many far. Finds the most probable weights by Newton's method; the sum is concave, and a step
/// that does not raise it is halved.
public final class PriorRegression {

  private static final int STEPS = 100;
  private static final int HALVINGS = 40;
  private static final double ENOUGH = 1e-9;

  private final List<double[]> vectors;
  private final boolean[] labels;
  private final double[] weights;
  private final double[] prior;
  private final double[] precisions;

  private PriorRegression(
      List<double[]> vectors, boolean[] labels, double[] weights, double[] prior, double[] deviations) {
    this.vectors = vectors;
    this.labels = labels;
    this.weights = weights;
    this.prior = prior;
    this.precisions = new double[deviations.length];
    for (int i = 0; i < deviations.length; i++) {
      precisions[i] = 1 / (deviations[i] * deviations[i]);
    }
  }

  /// The most probable weights; those of the prior where there are no examples. A new array.
  ///
  /// @param vectors of the examples, each as long as `prior`; a constant coordinate makes an intercept
  /// @param labels of the examples
  /// @param weights how much each example counts, 0 or more
  /// @param prior the weights that are expected
  /// @param deviations how far each is expected to be from that, more than 0
  public static double[] fit(
      List<double[]> vectors, boolean[] labels, double[] weights, double[] prior, double[] deviations) {
    return new PriorRegression(vectors, labels, weights, prior, deviations).fit();
  }

  /// How much of what examples tell of the weights lies in each of them: x' H⁻¹ x times its bend, with the curvature H
  /// of all examples and of the prior.
  ///
  /// @param bends of the examples: p (1 - p), with the probability p of either label
  public static double[] leverages(List<double[]> vectors, double[] bends, double[] deviations) {
    double[][] curvature = new double[deviations.length][deviations.length];
    for (int i = 0; i < deviations.length; i++) {
      curvature[i][i] = 1 / (deviations[i] * deviations[i]);
    }
    for (int row = 0; row < bends.length; row++) {
      bend(curvature, vectors.get(row), bends[row]);
    }
    double[] leverages = new double[bends.length];
    for (int row = 0; row < leverages.length; row++) {
      double[][] copy = Arrays.stream(curvature).map(double[]::clone).toArray(double[][]::new);
      leverages[row] = bends[row] * dot(vectors.get(row), solved(copy, vectors.get(row)));
    }
    return leverages;
  }

  private static void bend(double[][] curvature, double[] vector, double bend) {
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j <= i; j++) {
        curvature[i][j] += bend * vector[i] * vector[j];
      }
    }
  }

  private double[] fit() {
    double[] now = prior.clone();
    double loss = loss(now);
    for (int step = 0; step < STEPS; step++) {
      double[] direction = direction(now);
      double[] next = minus(now, direction, 1);
      double nextLoss = loss(next);
      double share = 1;
      for (int i = 0; i < HALVINGS && !(nextLoss <= loss); i++) {
        share /= 2;
        next = minus(now, direction, share);
        nextLoss = loss(next);
      }
      if (!(nextLoss <= loss)) {
        return now;
      }
      double moved = 0;
      for (int i = 0; i < now.length; i++) {
        moved += Math.abs(next[i] - now[i]);
      }
      now = next;
      loss = nextLoss;
      if (moved < ENOUGH) {
        return now;
      }
    }
    return now;
  }

  private static double[] minus(double[] from, double[] direction, double share) {
    double[] next = from.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] -= share * direction[i];
    }
    return next;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /// The negative logarithm of how probable weights are, but for a constant.
  private double loss(double[] now) {
    double loss = 0;
    for (int i = 0; i < now.length; i++) {
      loss += precisions[i] * (now[i] - prior[i]) * (now[i] - prior[i]) / 2;
    }
    for (int row = 0; row < labels.length; row++) {
      double against = labels[row] ? -dot(vectors.get(row), now) : dot(vectors.get(row), now);
      loss += weights[row] * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))));
    }
    return loss;
  }

  /// Newton's step, to be subtracted.
  private double[] direction(double[] now) {
    int size = now.length;
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int i = 0; i < size; i++) {
      gradient[i] = precisions[i] * (now[i] - prior[i]);
      curvature[i][i] = precisions[i];
    }
    for (int row = 0; row < labels.length; row++) {
      double[] vector = vectors.get(row);
      double probability = 1 / (1 + Math.exp(-dot(vector, now)));
      double error = weights[row] * (probability - (labels[row] ? 1 : 0));
      double bend = weights[row] * probability * (1 - probability);
      for (int i = 0; i < size; i++) {
        gradient[i] += error * vector[i];
      }
      bend(curvature, vector, bend);
    }
    return solved(curvature, gradient);
  }

  /// Solves by Cholesky's decomposition; the matrix is positive definite, since each prior has a deviation.
  private static double[] solved(double[][] lower, double[] right) {
    int size = right.length;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    double[] solved = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        solved[i] -= lower[i][k] * solved[k];
      }
      solved[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solved[i] -= lower[k][i] * solved[k];
      }
      solved[i] /= lower[i][i];
    }
    return solved;
  }
}
