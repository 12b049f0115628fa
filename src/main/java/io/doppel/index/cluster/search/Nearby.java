package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.cluster.layout.Stored;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A passage with its similarity to what is asked.
///
/// @param documentId of its document
/// @param siblings how many passages that has
/// @param outline the passage without its text
/// @param similarity the cosine
record Nearby(String documentId, int siblings, Stored.Outline outline, float similarity) {

  /// Most similar first; ties in order of id, then offset.
  static final Comparator<Nearby> BEST_FIRST =
      Comparator.comparingDouble(Nearby::similarity)
          .reversed()
          .thenComparing(Nearby::documentId, Stored.BY_CODE_POINT)
          .thenComparingInt(nearby -> nearby.outline.start());

  /// All passages of a document.
  static List<Nearby> of(Stored document, Embedding query) {
    int all = document.passages().size();
    return document.passages().stream()
        .map(part -> new Nearby(document.id(), all, part.outline(), query.cosine(part.embedding())))
        .toList();
  }

  /// The same without words, which are long.
  Nearby withoutWords() {
    return new Nearby(documentId, siblings, outline.withoutWords(), similarity);
  }

  /// How many passages each of the documents has that they are of.
  static Map<String, Integer> sizes(Collection<Nearby> passages) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    passages.forEach(each -> sizes.put(each.documentId, each.siblings));
    return sizes;
  }
}
