package io.doppel.api;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import java.util.Map;

/// A possible duplicate as programs see it.
public record CandidateJson(
    int rank, String id, String title, String text, float similarity, Map<String, String> fields) {

  public static CandidateJson of(Candidate candidate) {
    return new CandidateJson(
        candidate.rank(),
        candidate.document().id(),
        candidate.document().title(),
        candidate.document().text(),
        candidate.similarity(),
        candidate.document().fields());
  }
}
