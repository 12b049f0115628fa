package io.doppel.duplicates.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A threshold of the probability, and what it does to labelled pairs.
///
/// @param precision the share of true ones among those at or above it
/// @param recall the share of all duplicates that lies there
record Cut(double threshold, Interval precision, Interval recall) {

  /// What each probability does as a threshold, the highest first.
  static List<Cut> all(double[] probabilities, boolean[] labels, double[] weights) {
    Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -probabilities[i]));
    double duplicates = 0;
    double duplicateSquares = 0;
    for (int i = 0; i < labels.length; i++) {
      duplicates += labels[i] ? weights[i] : 0;
      duplicateSquares += labels[i] ? weights[i] * weights[i] : 0;
    }
    List<Cut> cuts = new ArrayList<>();
    double hits = 0;
    double called = 0;
    double squares = 0;
    for (int i = 0; i < order.length; i++) {
      double weight = weights[order[i]];
      hits += labels[order[i]] ? weight : 0;
      called += weight;
      squares += weight * weight;
      boolean tie = i + 1 < order.length && probabilities[order[i + 1]] == probabilities[order[i]];
      if (!tie) {
        cuts.add(
            new Cut(
                probabilities[order[i]],
                Interval.of(hits, called, squares),
                Interval.of(hits, duplicates, duplicateSquares)));
      }
    }
    return cuts;
  }

  /// The lowest threshold with the precision that is wanted, and not below what is more likely than not.
  static Optional<Cut> lowest(List<Cut> cuts, float targetPrecision) {
    return cuts.stream()
        .filter(cut -> cut.precision().value() >= targetPrecision && cut.threshold() >= Calibration.EVEN)
        .reduce((_, lower) -> lower);
  }

  /// What a threshold does that need not be the probability of a pair.
  static Cut at(List<Cut> cuts, double threshold) {
    return cuts.stream()
        .filter(cut -> cut.threshold() >= threshold)
        .reduce((_, lower) -> lower)
        .map(cut -> new Cut(threshold, cut.precision(), cut.recall()))
        .orElseGet(() -> new Cut(threshold, Interval.of(0, 0), Interval.of(0, 0)));
  }
}
