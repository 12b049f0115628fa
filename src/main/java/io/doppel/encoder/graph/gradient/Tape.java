package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.Patterns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of the gradient while the operations are gone through from the last to the first.
final class Tape {

  private final Emitter emitter;
  private final Patterns patterns;
  private final Set<String> live;
  private final Map<String, String> gradients = new HashMap<>();
  private final List<WeightGradient> rows = new ArrayList<>();

  Tape(Emitter emitter, Patterns patterns, Set<String> live) {
    this.emitter = emitter;
    this.patterns = patterns;
    this.live = live;
  }

  Emitter emitter() {
    return emitter;
  }

  Shape shape(String value) {
    return emitter.shape(value);
  }

  /// Whether a value depends on a weight that is trained.
  boolean isLive(String value) {
    return live.contains(value);
  }

  Optional<Constant> constant(String value) throws IOException {
    return patterns.constant(value);
  }

  /// The integers of a constant.
  List<Long> integers(String value) throws IOException {
    double[] values = required(value).values();
    List<Long> integers = new ArrayList<>();
    for (double each : values) {
      integers.add((long) each);
    }
    return integers;
  }

  Constant required(String value) throws IOException {
    return constant(value)
        .orElseThrow(
            () -> new IOException("it cannot be trained: %s is no constant".formatted(value)));
  }

  /// Adds to the gradient of a value. The gradient may still be narrower than the value where it is to be repeated.
  void add(String value, String gradient) {
    if (isLive(value)) {
      gradients.merge(value, gradient, emitter::add);
    }
  }

  /// Adds to the gradient of an operand that was repeated to the shape of `result`.
  void addBroadcast(String value, String gradient, String result) {
    if (isLive(value)) {
      String whole = emitter.shape(value).equals(emitter.shape(result)) ? gradient : emitter.expanded(gradient, result);
      add(value, emitter.summedTo(whole, value));
    }
  }

  void addRows(String table, String gradient, String indices) {
    rows.add(new WeightGradient(table, gradient, Optional.of(indices)));
  }

  @Nullable String gradient(String value) {
    return gradients.get(value);
  }

  List<WeightGradient> rows() {
    return rows;
  }
}
