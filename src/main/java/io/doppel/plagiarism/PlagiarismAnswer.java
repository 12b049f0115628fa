package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.text.disguise.Disguise;
import java.util.List;

/// What of a text was found elsewhere.
///
/// @param coverage how much it is
/// @param sources where it comes from, the one that covers most first; also those whose cases are all left out
/// @param cases in the order of the suspicious text
/// @param leftOut cases that do not count, in the order of the suspicious text
/// @param truncated whether a limit left something out: the text has more chunks than are looked up, or more documents
///     came into question than are compared, or more of its units are like those of one document than are looked at
/// @param disguises where letters of the text are exchanged or hidden, in its order; it was read as people read it
public record PlagiarismAnswer(
    Coverage coverage, List<Source> sources, List<Case> cases, List<LeftOut> leftOut, boolean truncated,
    List<Disguise> disguises) {

  public PlagiarismAnswer {
    sources = List.copyOf(sources);
    cases = List.copyOf(cases);
    leftOut = List.copyOf(leftOut);
    disguises = List.copyOf(disguises);
  }
}
