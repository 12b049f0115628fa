package io.doppel.retrieval;

import java.util.List;

/// The documents that answer a query, best first.
///
/// @param hits one for each document
/// @param truncated whether the query was longer than the model reads
public record SearchAnswer(List<SearchHit> hits, boolean truncated) {

  public SearchAnswer {
    hits = List.copyOf(hits);
  }
}
