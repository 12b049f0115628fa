package io.doppel.plagiarism.alignment;

import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A passage of the suspicious text and the passage of the source that it was taken from.
///
/// @param score by which the better of two overlapping matches is kept
record Match(Span here, Span there, double score) {

  /// Whether it meets both spans.
  boolean meets(Span otherHere, Span otherThere) {
    return overlap(here, otherHere) > 0 && overlap(there, otherThere) > 0;
  }

  /// Number of characters that two spans have in common.
  static int overlap(Span a, Span b) {
    return Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.start(), b.start()));
  }

  /// The shortest span that covers both.
  static Span hull(Span a, Span b) {
    return new Span(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
  }

  /// Keeps the better of two that overlap in the suspicious text; the rest in its order.
  static List<Match> withoutOverlaps(List<Match> matches) {
    List<Match> best = new ArrayList<>(matches);
    best.sort(Comparator.comparingDouble(Match::score).reversed().thenComparingInt(match -> match.here().start()));
    List<Match> kept = new ArrayList<>();
    for (Match match : best) {
      if (kept.stream().noneMatch(other -> overlap(other.here(), match.here()) > 0)) {
        kept.add(match);
      }
    }
    kept.sort(Comparator.comparingInt(match -> match.here().start()));
    return kept;
  }
}
