package io.doppel.duplicates.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A calibration with what it does on pairs it did not learn from: each fold is judged by what the other folds taught.
///
/// @param heldOut the probability of each pair, in the order of the pairs
/// @param labels whether each pair is a duplicate
/// @param cosines the plain similarity of each pair, on the standard scale
public record CalibrationReport(
    Calibration calibration,
    Reliability reliability,
    List<Double> heldOut,
    List<Boolean> labels,
    List<Double> cosines) {

  public CalibrationReport {
    heldOut = List.copyOf(heldOut);
    labels = List.copyOf(labels);
    cosines = List.copyOf(cosines);
  }

  /// A probability from which on pairs are called duplicates, and what that does on held-out folds.
  ///
  /// @param precision the share of true ones among those called so, with its 95 % interval
  /// @param recall the share of all duplicates that is called so
  public record Point(double threshold, Interval precision, Interval recall) {}

  /// What thresholds do, the highest first: one for each probability that a pair has, thinned out to at most `most`.
  public List<Point> curve(int most) {
    Integer[] order = IntStream.range(0, heldOut.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -heldOut.get(i)));
    long duplicates = labels.stream().filter(label -> label).count();
    List<Point> points = new ArrayList<>();
    long hits = 0;
    int step = Math.max(1, (order.length + most - 1) / most);
    for (int i = 0; i < order.length; i++) {
      hits += labels.get(order[i]) ? 1 : 0;
      boolean tie = i + 1 < order.length && heldOut.get(order[i + 1]).equals(heldOut.get(order[i]));
      if (!tie && ((i + 1) % step == 0 || i + 1 == order.length)) {
        points.add(new Point(heldOut.get(order[i]), Interval.of(hits, i + 1), Interval.of(hits, duplicates)));
      }
    }
    return points;
  }

  /// The mean of the precisions at each duplicate, on held-out folds.
  public double averagePrecision() {
    Integer[] order = IntStream.range(0, heldOut.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -heldOut.get(i)));
    double sum = 0;
    long hits = 0;
    for (int i = 0; i < order.length; i++) {
      if (labels.get(order[i])) {
        hits++;
        sum += (double) hits / (i + 1);
      }
    }
    return hits == 0 ? 0 : sum / hits;
  }
}
