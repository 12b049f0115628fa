package io.doppel.duplicates.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A calibration with what it does on pairs it did not learn from: each fold is judged by what the other folds taught.
///
/// @param heldOut the probability of each pair, in the order of the pairs
/// @param labels whether each pair is a duplicate
/// @param weights how many pairs each stands for
/// @param cosines the plain similarity of each pair, on the standard scale
/// @param second what a second judge is worth; empty where none was tried
public record CalibrationReport(
    Calibration calibration,
    Reliability reliability,
    List<Double> heldOut,
    List<Boolean> labels,
    List<Double> weights,
    List<Double> cosines,
    Optional<SecondTrial> second) {

  public CalibrationReport {
    heldOut = List.copyOf(heldOut);
    labels = List.copyOf(labels);
    weights = List.copyOf(weights);
    cosines = List.copyOf(cosines);
  }

  /// A probability from which on pairs are called duplicates, and what that does on held-out folds.
  ///
  /// @param precision the share of true ones among those called so, with its 95 % interval
  /// @param recall the share of all duplicates that is called so
  public record Point(double threshold, Interval precision, Interval recall) {}

  /// What thresholds do, the highest first: one for each probability that a pair has, thinned out to at most `most`.
  public List<Point> curve(int most) {
    List<Cut> cuts = Cut.all(doubles(heldOut), booleans(labels), doubles(weights));
    int step = Math.max(1, (cuts.size() + most - 1) / most);
    return IntStream.range(0, cuts.size())
        .filter(i -> (i + 1) % step == 0 || i + 1 == cuts.size())
        .mapToObj(cuts::get)
        .map(cut -> new Point(cut.threshold(), cut.precision(), cut.recall()))
        .toList();
  }

  /// The mean of the precisions at each duplicate, on held-out folds; pairs of one probability are one step.
  public double averagePrecision() {
    return averagePrecision(doubles(heldOut), booleans(labels), doubles(weights));
  }

  static double averagePrecision(double[] probabilities, boolean[] labels, double[] weights) {
    Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -probabilities[i]));
    double sum = 0;
    double hits = 0;
    double seen = 0;
    for (int from = 0; from < order.length; ) {
      double found = 0;
      int to = from;
      for (; to < order.length && probabilities[order[to]] == probabilities[order[from]]; to++) {
        seen += weights[order[to]];
        found += labels[order[to]] ? weights[order[to]] : 0;
      }
      hits += found;
      sum += found * hits / seen;
      from = to;
    }
    return hits == 0 ? 0 : sum / hits;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean[] booleans(List<Boolean> values) {
    boolean[] array = new boolean[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
