package io.doppel.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import io.doppel.text.Document;
import java.util.List;
import java.util.Optional;

/// Pairs of documents that may ask the same, most similar first.
///
/// @param pairs each pair once
/// @param truncated whether there are more than the limit let through
public record PairAnswer(List<Pair> pairs, boolean truncated) {

  public PairAnswer {
    pairs = List.copyOf(pairs);
  }

  /// Two documents; the id of the first is the lesser, or that of this collection where two are compared.
  ///
  /// @param similarity the cosine of their nearest passages
  /// @param judgement how likely they ask the same; empty where no calibration is known for the model
  public record Pair(Document first, Document second, float similarity, Optional<Judgement> judgement) {}
}
