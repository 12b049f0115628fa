package io.doppel.text.disguise;

import io.doppel.text.Span;

/// A place of a text whose letters were exchanged or hidden, so that programs read something else than people.
///
/// @param kind how
/// @param where from the first such word to the last, in UTF-16 units; words between them may be in order
/// @param letters number of letters that were exchanged, hidden or set apart, at least 1
/// @param plain what people read there, cut after [#MAX_PLAIN] UTF-16 units
public record Disguise(Kind kind, Span where, int letters, String plain) {

  /// The most UTF-16 units kept of what people read.
  public static final int MAX_PLAIN = 200;

  /// How letters are disguised.
  public enum Kind {
    /// A letter of another script, or of a mathematical alphabet, stands for one that looks the same: Cyrillic а for a.
    LOOK_ALIKE,
    /// A character without width stands inside a word.
    ZERO_WIDTH,
    /// A soft hyphen stands inside a word. It is in order where a text was hyphenated.
    SOFT_HYPHEN,
    /// The letters of words stand apart.
    SPACED
  }

  public Disguise {
    if (letters < 1) {
      throw new IllegalArgumentException("letters must be at least 1, got " + letters);
    }
    if (plain.length() > MAX_PLAIN) {
      plain = plain.substring(0, Character.isHighSurrogate(plain.charAt(MAX_PLAIN - 1)) ? MAX_PLAIN - 1 : MAX_PLAIN);
    }
  }
}
