package io.doppel.eval.task;

import io.doppel.index.Effort;

/// A way to search that is measured.
public enum Mode {
  /// By meaning, every vector scored. What MTEB publishes.
  EXACT(Effort.EXACT),
  /// By meaning, through the graph, as the product searches unless told otherwise.
  HNSW(Effort.APPROXIMATE);

  private final Effort effort;

  Mode(Effort effort) {
    this.effort = effort;
  }

  Effort effort() {
    return effort;
  }

  /// As options and measures call it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// The name of a measure in this mode; the exact one goes without saying.
  String name(String measure) {
    return this == EXACT ? measure : measure + " " + this;
  }
}
