package io.doppel.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import io.doppel.text.Document;
import java.util.List;
import java.util.Optional;

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
  /// @param passage the text of the document that is most similar
  /// @param similarity the cosine of the question and that passage
  /// @param judgement how likely it asks the same; empty where no calibration is known for the model
  public record Candidate(
      int rank, Document document, String passage, float similarity, Optional<Judgement> judgement) {}
}
