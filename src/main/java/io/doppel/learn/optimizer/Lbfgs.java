package io.doppel.learn.optimizer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Finds a minimum of a smooth function by what the last steps say of its curvature (Liu and Nocedal, 1989, "On the
/// limited memory BFGS method for large scale optimization"). No randomness: the same start gives the same bits.
///
/// @param steps the most steps, 1 or more
/// @param tolerance how much shorter than at the start the gradient must be, above 0
public record Lbfgs(int steps, double tolerance) {

  /// How many of the last steps are remembered.
  private static final int MEMORY = 10;

  /// A step must lower the function by at least this share of what its slope promises, else half of it is tried.
  private static final double ENOUGH = 1e-4;

  private static final int HALVINGS = 30;

  /// A function and its gradient.
  @FunctionalInterface
  public interface Objective {

    /// @param gradient receives the gradient at `x`
    /// @return the value at `x`
    double at(double[] x, double[] gradient);
  }

  /// A step and how the gradient changed by it.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Step(double[] move, double[] change, double product) {}

  public Lbfgs {
    if (steps < 1 || !(tolerance > 0)) {
      throw new IllegalArgumentException(
          "L-BFGS needs at least 1 step and a tolerance above 0, got %d and %s".formatted(steps, tolerance));
    }
  }

  /// The place of a minimum.
  ///
  /// @param start where to begin; stays as it is
  /// @param before called before each step, from this thread; what it throws ends the search
  public double[] minimum(Objective objective, double[] start, Runnable before) {
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    double value = objective.at(x, gradient);
    double goal = tolerance * length(gradient);
    Deque<Step> known = new ArrayDeque<>();
    double[] next = new double[x.length];
    double[] nextGradient = new double[x.length];
    for (int i = 0; i < steps && length(gradient) > goal; i++) {
      before.run();
      double[] direction = direction(gradient, known);
      double slope = dot(gradient, direction);
      double size = known.isEmpty() ? Math.min(1, 1 / length(gradient)) : 1;
      double reached = Double.POSITIVE_INFINITY;
      for (int half = 0; half < HALVINGS; half++) {
        for (int j = 0; j < x.length; j++) {
          next[j] = x[j] + size * direction[j];
        }
        reached = objective.at(next, nextGradient);
        if (reached <= value + ENOUGH * size * slope) {
          break;
        }
        size /= 2;
      }
      if (!(reached < value)) {
        break; // As low as rounding lets it get.
      }
      remember(known, difference(next, x), difference(nextGradient, gradient));
      value = reached;
      System.arraycopy(next, 0, x, 0, x.length);
      System.arraycopy(nextGradient, 0, gradient, 0, x.length);
    }
    return x;
  }

  private static void remember(Deque<Step> known, double[] move, double[] change) {
    double product = dot(move, change);
    if (product > 0) {
      known.addLast(new Step(move, change, product));
      if (known.size() > MEMORY) {
        known.removeFirst();
      }
    }
  }

  /// Downhill, by the gradient and the curvature that the steps have shown: the recursion of two loops.
  private static double[] direction(double[] gradient, Deque<Step> known) {
    double[] direction = new double[gradient.length];
    add(direction, -1, gradient);
    double[] weights = new double[known.size()];
    int i = known.size();
    for (Iterator<Step> last = known.descendingIterator(); last.hasNext(); ) {
      Step step = last.next();
      weights[--i] = dot(step.move(), direction) / step.product();
      add(direction, -weights[i], step.change());
    }
    if (!known.isEmpty()) {
      Step last = known.getLast();
      double scale = last.product() / dot(last.change(), last.change());
      for (int j = 0; j < direction.length; j++) {
        direction[j] *= scale;
      }
    }
    for (Step step : known) {
      add(direction, weights[i++] - dot(step.change(), direction) / step.product(), step.move());
    }
    return direction;
  }

  private static void add(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  private static double[] difference(double[] one, double[] other) {
    double[] difference = one.clone();
    add(difference, -1, other);
    return difference;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }
}
