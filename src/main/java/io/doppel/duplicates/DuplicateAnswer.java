package io.doppel.duplicates;

import io.doppel.text.Document;
import java.util.List;

/// The documents that may ask the same, most similar first.
///
/// @param candidates those at or above the threshold
/// @param truncated whether there are more than the limit let through
public record DuplicateAnswer(List<Candidate> candidates, boolean truncated) {

  public DuplicateAnswer {
    candidates = List.copyOf(candidates);
  }

  /// A document that may ask the same.
  ///
  /// @param rank 1 for the most similar
  /// @param document the document
  /// @param similarity the cosine of the question and the document's best passage
  public record Candidate(int rank, Document document, float similarity) {}
}
