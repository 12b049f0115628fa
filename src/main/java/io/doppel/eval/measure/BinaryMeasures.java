package io.doppel.eval.measure;

import io.doppel.learn.statistic.FiniteNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How well scores tell yes from no. Equal scores are never told apart: they stand on the same side of any threshold,
/// so the order of the input does not matter.
public final class BinaryMeasures {

  private BinaryMeasures() {}

  /// A threshold and what it does: everything with at least `value` counts as yes.
  ///
  /// @param value halfway between the lowest score above and the highest score below it; the lowest score where
  ///     everything counts as yes
  public record Threshold(double value, double precision, double recall, double f1, double accuracy) {}

  /// Average precision: the mean precision over the steps of recall, `Σ (Rₙ - Rₙ₋₁) Pₙ`, without interpolation,
  /// ties in one step, as `sklearn.metrics.average_precision_score`. 0 where nothing is positive.
  public static double averagePrecision(double[] scores, boolean[] labels) {
    double sum = 0;
    double reached = 0;
    for (Threshold step : steps(scores, labels)) {
      sum += (step.recall() - reached) * step.precision();
      reached = step.recall();
    }
    return sum;
  }

  /// The threshold with the best F1; the highest one of equals.
  public static Threshold bestF1(double[] scores, boolean[] labels) {
    return best(steps(scores, labels), Comparator.comparingDouble(Threshold::f1));
  }

  /// The threshold with the best accuracy; the highest one of equals. To call nothing positive is no threshold.
  public static Threshold bestAccuracy(double[] scores, boolean[] labels) {
    return best(steps(scores, labels), Comparator.comparingDouble(Threshold::accuracy));
  }

  private static Threshold best(List<Threshold> steps, Comparator<Threshold> by) {
    Threshold best = steps.getFirst();
    for (Threshold step : steps) {
      if (by.compare(step, best) > 0) {
        best = step;
      }
    }
    return best;
  }

  /// One threshold below each distinct score, from the highest down.
  private static List<Threshold> steps(double[] scores, boolean[] labels) {
    if (scores.length != labels.length || scores.length == 0) {
      throw new IllegalArgumentException(
          "scores and labels need one length, at least 1, got %d and %d".formatted(scores.length, labels.length));
    }
    FiniteNumbers.check(scores);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    List<Threshold> steps = new ArrayList<>();
    long hits = 0;
    for (int i = 0; i < order.length; i++) {
      hits += labels[order[i]] ? 1 : 0;
      double score = scores[order[i]];
      boolean last = i + 1 == order.length;
      if (last || scores[order[i + 1]] < score) {
        double threshold = last ? score : (score + scores[order[i + 1]]) / 2;
        steps.add(step(threshold, i + 1L, hits, positives, labels.length));
      }
    }
    return steps;
  }

  private static Threshold step(double threshold, long retrieved, long hits, long positives, long all) {
    long falseAlarms = retrieved - hits;
    long missed = positives - hits;
    return new Threshold(
        threshold,
        (double) hits / retrieved,
        positives == 0 ? 0 : (double) hits / positives,
        2.0 * hits / (2.0 * hits + falseAlarms + missed),
        (double) (all - falseAlarms - missed) / all);
  }
}
