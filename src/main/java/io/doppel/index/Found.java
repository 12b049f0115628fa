package io.doppel.index;

import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.List;

/// A document that an index found, by the passages that made it one.
///
/// @param document the document, whole
/// @param matches its best passages, best first, at least one
public record Found(Document document, List<Match> matches) {

  /// A passage with the scores it was found by.
  ///
  /// @param similarity the cosine with the question, in [-1, 1]
  /// @param lexicalScore BM25 of the question's words in title and passage, at least 0; comparable within one question
  ///     only
  /// @param score what the question's fusion made of both
  public record Match(Passage passage, float similarity, float lexicalScore, double score) {}

  public Found {
    matches = List.copyOf(matches);
    if (matches.isEmpty()) {
      throw new IllegalArgumentException("a document is found by at least 1 passage, got 0");
    }
  }

  /// Its best passage.
  public Match best() {
    return matches.getFirst();
  }
}
