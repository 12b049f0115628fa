package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.cluster.layout.Stored;
import java.util.Comparator;
import java.util.List;

/// A passage with its similarity to what is asked.
///
/// @param documentId of its document
/// @param passage without its text
/// @param similarity the cosine
record Nearby(String documentId, Stored.Part passage, float similarity) {

  /// Most similar first; ties in order of id, then offset.
  static final Comparator<Nearby> BEST_FIRST =
      Comparator.comparingDouble(Nearby::similarity)
          .reversed()
          .thenComparing(Nearby::documentId, Stored.BY_CODE_POINT)
          .thenComparingInt(nearby -> nearby.passage.start());

  /// All passages of a document.
  static List<Nearby> of(Stored document, Embedding query) {
    return document.passages().stream()
        .map(passage -> new Nearby(document.id(), passage, query.cosine(passage.embedding())))
        .toList();
  }
}
