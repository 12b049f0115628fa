package io.doppel.classification.example;

import java.lang.Character.UnicodeScript;
import java.util.Optional;
import java.util.regex.Pattern;

/// What labels say by their names: `card_not_working`, `cardNotWorking` and `card-not-working` are "card not working".
final class LabelNames {

  private static final Pattern JOINTS =
      Pattern.compile("[\\p{P}\\p{Punct}\\p{Z}&&[^'’]]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /// Anything shorter, as `A1`, says nothing; but one syllable of Korean or one Chinese character may be a word.
  private static final int LEAST_LETTERS = 2;

  private LabelNames() {}

  /// The words of a label with a space between them; empty if it has hardly a letter.
  static Optional<String> words(String label) {
    int letters = label.codePoints().map(LabelNames::letters).sum();
    return letters < LEAST_LETTERS ? Optional.empty() : Optional.of(JOINTS.matcher(label).replaceAll(" ").strip());
  }

  /// For how many letters of an alphabet one counts.
  private static int letters(int codePoint) {
    return Character.isIdeographic(codePoint) || UnicodeScript.of(codePoint) == UnicodeScript.HANGUL
        ? LEAST_LETTERS
        : Character.isLetter(codePoint) ? 1 : 0;
  }
}
