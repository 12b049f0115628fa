package io.doppel.plagiarism.batch;

import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.text.disguise.Disguise;
import java.util.List;
import java.util.Map;

/// Two texts with passages in common. Which of them was first, nobody says: in the cases, the first text is here and
/// the second there.
///
/// @param first the one whose id comes first; of a text and one of an archive, the text
/// @param second the other
/// @param cases in the order of the first text
/// @param leftOut cases that do not count
/// @param assessments what people said about cases of both kinds
/// @param truncated whether the texts repeat themselves so often that not every pair of like units was looked at
public record SimilarPair(
    Side first,
    Side second,
    List<Case> cases,
    List<LeftOut> leftOut,
    Map<Case, Assessment> assessments,
    boolean truncated) {

  /// One of both texts.
  ///
  /// @param collection the archive it is from; empty for the collection that was compared
  /// @param hash of the content that was compared
  /// @param coverage part of it, from 0 to 1, that the other has too and that is not left out
  /// @param withLeftOut the same with what was left out
  /// @param disguised number of its letters that were exchanged or hidden, see [Disguise]
  public record Side(
      String collection,
      String id,
      String title,
      String hash,
      double coverage,
      double withLeftOut,
      int disguised) {}

  public SimilarPair {
    cases = List.copyOf(cases);
    leftOut = List.copyOf(leftOut);
    assessments = Map.copyOf(assessments);
  }

  /// The larger part: all of a short text may stand in a long one.
  public double share() {
    return Math.max(first.coverage(), second.coverage());
  }

  /// As [#share()], with what was left out.
  public double shareWithLeftOut() {
    return Math.max(first.withLeftOut(), second.withLeftOut());
  }
}
