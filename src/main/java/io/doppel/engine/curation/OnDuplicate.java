package io.doppel.engine.curation;

import io.doppel.text.Bounds;
import java.util.Locale;

/// What becomes of a document that comes in and says what another one says. A document that is there already with the
/// same id and content passes, so that to send it again changes nothing.
public enum OnDuplicate {
  /// It is not stored.
  REJECT,
  /// It is stored, and told.
  FLAG,
  /// It is not stored, and the other one gets the fields that it lacks. What replaces a document is only told.
  MERGE,
  /// It is stored unseen.
  ALLOW;

  /// @param given the word for one
  public static OnDuplicate of(String given) {
    for (OnDuplicate each : values()) {
      if (each.toString().equals(given)) {
        return each;
      }
    }
    throw new Bounds.Violation(
        "on_duplicate", "on_duplicate must be reject, flag, merge or allow, got \"%s\"".formatted(given));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
