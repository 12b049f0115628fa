package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import java.util.List;

/// What of a text was found elsewhere.
///
/// @param coverage part of the suspicious text's characters, from 0 to 1, that lie in some case
/// @param sources where it comes from, the one that covers most first
/// @param cases in the order of the suspicious text
/// @param truncated whether a limit left something out: the text has more chunks than are looked up, or more documents
///     came into question than are compared
public record PlagiarismAnswer(double coverage, List<Source> sources, List<Case> cases, boolean truncated) {

  public PlagiarismAnswer {
    sources = List.copyOf(sources);
    cases = List.copyOf(cases);
  }
}
