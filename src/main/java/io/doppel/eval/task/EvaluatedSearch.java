package io.doppel.eval.task;

import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchQuery;

/// A way to search that is measured.
public enum EvaluatedSearch {
  /// By meaning, every vector scored. What MTEB publishes.
  DENSE(io.doppel.retrieval.SearchMode.DENSE, Effort.EXACT),
  /// By meaning, through the graph.
  HNSW(io.doppel.retrieval.SearchMode.DENSE, Effort.APPROXIMATE),
  /// By words alone.
  LEXICAL(io.doppel.retrieval.SearchMode.LEXICAL, Effort.APPROXIMATE),
  /// By both, as the product searches unless told otherwise.
  HYBRID(io.doppel.retrieval.SearchMode.HYBRID, Effort.APPROXIMATE);

  private final io.doppel.retrieval.SearchMode by;
  private final Effort effort;

  EvaluatedSearch(io.doppel.retrieval.SearchMode by, Effort effort) {
    this.by = by;
    this.effort = effort;
  }

  SearchQuery query(String text, int k) {
    return new SearchQuery(text, k, effort).withMode(by);
  }

  /// As options and measures call it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// The name of a measure in this mode; the exact one goes without saying.
  String name(String measure) {
    return this == DENSE ? measure : measure + " " + this;
  }
}
