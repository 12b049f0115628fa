package io.doppel.plagiarism.alignment;

import io.doppel.text.Span;
import java.util.Comparator;

/// A passage of the suspicious text that was taken from a passage of a source.
///
/// @param source id of the source, empty where two texts without ids were compared
/// @param here where it stands in the suspicious text, in UTF-16 units
/// @param there where it stands in the source's text, in UTF-16 units
/// @param kind how it was reused
/// @param similarity cosine of both passages, from -1 to 1; the vector of a passage is the mean of the embeddings of
///     the units it covers, each weighted by how many characters of it are covered
/// @param evidence what both passages have in common, word by word
public record Case(String source, Span here, Span there, Kind kind, float similarity, Evidence evidence) {

  /// As they stand in the suspicious text.
  public static final Comparator<Case> IN_ORDER =
      Comparator.<Case>comparingInt(found -> found.here().start())
          .thenComparingInt(found -> found.here().end())
          .thenComparing(Case::source);
}
