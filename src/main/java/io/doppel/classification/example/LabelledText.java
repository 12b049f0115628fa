package io.doppel.classification.example;

import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;

/// An example: a text, and what it is called.
///
/// @param label 1 to [#MAX_LABEL] characters in one line; spaces around it do not count
/// @param text 1 to [#MAX_TEXT] characters
public record LabelledText(String label, String text) {

  /// The longest label, in UTF-16 units.
  public static final int MAX_LABEL = 200;

  /// The longest text, in UTF-16 units.
  public static final int MAX_TEXT = 10_000;

  public LabelledText {
    label = checkedLabel(label);
    checkText("text", text);
  }

  /// The label as it is kept.
  ///
  /// @throws Bounds.Violation if it can be none
  public static String checkedLabel(String label) {
    Bounds.check("label", label, MAX_LABEL);
    if (label.chars().anyMatch(Character::isISOControl) || CodePoints.hasLoneSurrogate(label)) {
      throw new Bounds.Violation(
          "label",
          "label must be one line without control letters, got \"%s\"".formatted(label.replaceAll("\\p{Cntrl}", "…")));
    }
    return label.strip();
  }

  /// Refuses what can be no text to ask for or to enrol.
  public static void checkText(String field, String text) {
    Bounds.check(field, text, MAX_TEXT);
    if (CodePoints.hasLoneSurrogate(text)) {
      throw new Bounds.Violation(
          field, "%s must be well-formed Unicode, got half of a surrogate pair".formatted(field));
    }
  }
}
