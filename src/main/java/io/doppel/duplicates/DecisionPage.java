package io.doppel.duplicates;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Some of what was decided.
///
/// @param decisions in the order in which it was decided
/// @param total how many there are of what was asked for
public record DecisionPage(List<Decision> decisions, int total) {

  public DecisionPage {
    decisions = List.copyOf(decisions);
  }

  /// Which decisions are asked for.
  ///
  /// @param kind only such ones
  /// @param letters only pairs with these in an id or a text, whatever their case; empty for all
  /// @param offset how many to leave out, the first ones
  /// @param limit the most of them
  public record Query(Optional<Kind> kind, String letters, int offset, int limit) {

    private boolean asksFor(Decision decision) {
      return kind.map(wanted -> wanted == decision.decision()).orElse(true)
          && (letters.isEmpty()
              || Stream.of(decision.id1(), decision.id2(), decision.text1(), decision.text2()).anyMatch(this::holds));
    }

    /// Without a copy of the text in small letters: there may be gigabytes of them.
    private boolean holds(String text) {
      for (int at = 0; at + letters.length() <= text.length(); at++) {
        if (text.regionMatches(true, at, letters, 0, letters.length())) {
          return true;
        }
      }
      return false;
    }
  }

  static DecisionPage of(List<Decision> all, Query query) {
    List<Decision> some = new ArrayList<>();
    int total = 0;
    for (Decision decision : all) {
      Cancellation.check();
      if (query.asksFor(decision)) {
        if (total >= query.offset() && some.size() < query.limit()) {
          some.add(decision);
        }
        total++;
      }
    }
    return new DecisionPage(some, total);
  }
}
