package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.cluster.layout.Stored;
import java.util.ArrayList;
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

  /// All passages of some documents, best first.
  static List<Nearby> of(List<Stored> documents, Embedding query) {
    List<Nearby> all = new ArrayList<>();
    for (Stored document : documents) {
      for (Stored.Part passage : document.passages()) {
        all.add(new Nearby(document.id(), passage, query.cosine(passage.embedding())));
      }
    }
    all.sort(BEST_FIRST);
    return all;
  }
}
