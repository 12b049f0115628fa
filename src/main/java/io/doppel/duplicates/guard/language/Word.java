package io.doppel.duplicates.guard.language;

import java.util.Set;

/// A word of a text.
///
/// @param written the word as it stands in the text, in small letters
/// @param forms what equal words have in common: the stem, or in Korean each way to part the word from its particle
/// @param korean whether it is written in Hangul
/// @param content whether it carries meaning of its own, as articles and question words do not
public record Word(String written, Set<String> forms, boolean korean, boolean content) {

  /// Whether both are forms of one word.
  public boolean same(Word other) {
    for (String form : forms) {
      if (other.forms.contains(form)) {
        return true;
      }
    }
    return false;
  }

  /// One of the forms, for an English word the only one.
  public String form() {
    return forms.iterator().next();
  }
}
