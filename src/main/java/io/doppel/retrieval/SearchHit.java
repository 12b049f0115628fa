package io.doppel.retrieval;

import io.doppel.index.Hit;
import io.doppel.text.Document;
import io.doppel.text.Passage;

/// A document that answers a query.
///
/// @param rank 1 for the best
/// @param document the document, whole
/// @param passage its passage nearest to the query
/// @param similarity the cosine of query and passage
public record SearchHit(int rank, Document document, Passage passage, float similarity) {

  SearchHit(int rank, Document document, Hit hit) {
    this(rank, document, hit.passage(), hit.similarity());
  }
}
