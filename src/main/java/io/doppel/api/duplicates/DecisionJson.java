package io.doppel.api.duplicates;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import java.util.Locale;

/// What was decided about a pair, as programs see it: `merge`, `apart`, `ignore` or `undecided`.
public record DecisionJson(String id1, String id2, String decision, String text1, String text2) {

  public static DecisionJson of(Decision decision) {
    return new DecisionJson(
        decision.id1(), decision.id2(), name(decision.decision()), decision.text1(), decision.text2());
  }

  /// The word for a decision.
  public static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
