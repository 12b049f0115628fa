package io.doppel.duplicates.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Cross-validation: pairs are judged by what others of them taught.
final class Folds {

  static final int COUNT = 5;

  private static final long SEED = 20_260_101;

  private Folds() {}

  /// The probabilities of pairs, each by what was learned without the pair's fold. The same pairs in the same order are
  /// in the same folds.
  ///
  /// @param learn makes what judges pairs of other pairs
  static double[] heldOut(
      List<LabelledFeatures> rows, Function<List<LabelledFeatures>, ToDoubleFunction<LabelledFeatures>> learn) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    // Both kinds are spread evenly over the folds.
    order.sort(Comparator.comparing(i -> rows.get(i).duplicate()));
    double[] probabilities = new double[rows.size()];
    for (int fold = 0; fold < COUNT; fold++) {
      List<LabelledFeatures> others = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        if (i % COUNT != fold) {
          others.add(rows.get(order.get(i)));
        }
      }
      ToDoubleFunction<LabelledFeatures> judge = learn.apply(others);
      for (int i = fold; i < order.size(); i += COUNT) {
        probabilities[order.get(i)] = judge.applyAsDouble(rows.get(order.get(i)));
      }
    }
    return probabilities;
  }
}
