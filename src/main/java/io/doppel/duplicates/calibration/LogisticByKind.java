package io.doppel.duplicates.calibration;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How likely two texts are duplicates before the guards: a regression for each [TextKind].
///
/// @param any learned from all pairs, for the kinds of which there were too few
/// @param own for the kinds of which there were enough
public record LogisticByKind(Logistic any, Map<TextKind, Logistic> own) {

  /// So many pairs of a kind are enough for weights of its own, if [#ENOUGH_LABELS] of either label are among them.
  private static final int ENOUGH = 50;

  private static final int ENOUGH_LABELS = 5;

  public LogisticByKind {
    own = Map.copyOf(own);
  }

  /// Fits the weights, with both classes among the pairs.
  static LogisticByKind fit(List<Features> features, List<Boolean> labels) {
    Map<TextKind, Logistic> own = new EnumMap<>(TextKind.class);
    for (TextKind kind : TextKind.values()) {
      int[] rows = IntStream.range(0, features.size()).filter(i -> features.get(i).kind() == kind).toArray();
      List<Features> ofKind = IntStream.of(rows).mapToObj(features::get).toList();
      List<Boolean> labelsOfKind = IntStream.of(rows).mapToObj(labels::get).toList();
      long duplicates = labelsOfKind.stream().filter(label -> label).count();
      if (rows.length >= ENOUGH && Math.min(duplicates, rows.length - duplicates) >= ENOUGH_LABELS) {
        own.put(kind, fit(kind, ofKind, labelsOfKind));
      }
    }
    return new LogisticByKind(Logistic.fit(features, labels), own);
  }

  private static Logistic fit(TextKind kind, List<Features> features, List<Boolean> labels) {
    return switch (kind) {
      case PROSE, KOREAN -> Logistic.fit(features, labels);
      // What words two questions share depends on who collected the pairs: whoever thinks up duplicates avoids the
      // words of the first, and real customers do not.
      case QUESTION -> Logistic.fitCosine(features, labels);
    };
  }

  /// The most probable weights of each kind of which there are pairs, where these were learned from other pairs. Pairs
  /// count alike whatever they stand for: which features tell duplicates apart is the same of all, and weights that
  /// differ much would only make that less certain.
  LogisticByKind taught(List<Features> features, boolean[] labels) {
    Map<TextKind, Logistic> taught = new EnumMap<>(TextKind.class);
    taught.putAll(own);
    for (TextKind kind : TextKind.values()) {
      int[] rows = IntStream.range(0, features.size()).filter(i -> features.get(i).kind() == kind).toArray();
      List<Features> ofKind = IntStream.of(rows).mapToObj(features::get).toList();
      boolean[] labelsOfKind = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        labelsOfKind[i] = labels[rows[i]];
      }
      Logistic before = own.getOrDefault(kind, any);
      if (rows.length > 0) {
        taught.put(
            kind,
            switch (kind) {
              case PROSE, KOREAN -> before.taught(ofKind, labelsOfKind);
              case QUESTION -> before.taughtCosine(ofKind, labelsOfKind);
            });
      }
    }
    return new LogisticByKind(any, taught);
  }

  double probability(Features features) {
    return of(features).probability(features);
  }

  double logOdds(Features features) {
    return of(features).logOdds(features);
  }

  private Logistic of(Features features) {
    return own.getOrDefault(features.kind(), any);
  }

  /// All of them, moved alike.
  LogisticByKind moved(Shift by) {
    Map<TextKind, Logistic> moved = new EnumMap<>(TextKind.class);
    own.forEach((kind, logistic) -> moved.put(kind, logistic.moved(by)));
    return new LogisticByKind(any.moved(by), moved);
  }
}
