package io.doppel.retrieval;

import io.doppel.index.Effort;
import io.doppel.text.Bounds;

/// What a person looks for.
///
/// @param text the query, 1 to [#MAX_TEXT] characters
/// @param k how many documents, 1 to [#MAX_K]
/// @param effort whether to walk the graph or to score every vector
public record SearchQuery(String text, int k, Effort effort) {

  public static final int MAX_TEXT = 20_000;
  public static final int MAX_K = 1_000;
  public static final int DEFAULT_K = 10;

  public SearchQuery {
    Bounds.check("text", text, MAX_TEXT);
    Bounds.check("k", k, 1, MAX_K);
  }
}
