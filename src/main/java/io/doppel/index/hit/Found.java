package io.doppel.index.hit;

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
  /// @param lexicalScore BM25 of the question's words in title and passage together, at least 0. Of a word that stands
  ///     `q` times in the question, `f` times in a passage of `l` words, and in `d` of `n` passages of `m` words on
  ///     average, it is `q · ln(1 + (n - d + .5) / (d + .5)) · f / (f + 1.5 · (.25 + .75 · l / m))`; the score is the
  ///     sum over the words, or over the 256 that tell most. Where a word has several forms, each is one in `d`, `f`
  ///     and `m`, and all of them are one in `l`. Its absolute size is part of the contract, for every backend.
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
