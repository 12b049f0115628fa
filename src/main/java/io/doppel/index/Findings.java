package io.doppel.index;

import java.util.List;

/// The documents that an index found for a [Question].
///
/// @param list best first; ties are in order of document id (by code points)
/// @param bestSimilarity the greatest of all candidates, -1 without any
/// @param bestLexicalScore the greatest of all candidates, 0 if none shares a word with the question
public record Findings(List<Found> list, float bestSimilarity, float bestLexicalScore) {

  public Findings {
    list = List.copyOf(list);
  }
}
