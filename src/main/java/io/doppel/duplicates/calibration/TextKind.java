package io.doppel.duplicates.calibration;

import io.doppel.duplicates.guard.Comparison;
import java.util.Locale;

/// What two texts are: the same cosine, and the same words in common, mean something else of each kind.
public enum TextKind {
  /// Sentences and longer texts.
  PROSE,
  /// Two short questions, not in Korean. Those that ask the same share few words, and many that ask for different
  /// things share most of theirs.
  QUESTION,
  /// One of the texts has Hangul: encoders of other languages put all of it close together.
  KOREAN;

  /// @param words of both texts
  static TextKind of(Comparison words, String text1, String text2) {
    if (hasHangul(text1) || hasHangul(text2)) {
      return KOREAN;
    }
    return words.ofShortQuestions() ? QUESTION : PROSE;
  }

  private static boolean hasHangul(String text) {
    return text.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HANGUL);
  }

  /// As it stands in files.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
