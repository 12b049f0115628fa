package io.doppel.encoder;

import com.ibm.icu.lang.UScript;
import java.text.Normalizer;

/// How well a tokenizer knows the words of a text. A model whose tokenizer has to spell a text letter by letter has
/// never learnt its language, and puts all such texts close together, whatever they say: all-MiniLM-L6-v2 has a token
/// for four English letters, but takes two for one of Korean. A block of Hangul is two or three letters written as one
/// and a Chinese character is a word more often than not, so they count for more.
public final class Legibility {

  /// Up to so many tokens a letter a text is fully legible: rare words and names in a language the model knows.
  private static final double KNOWN = 0.6;

  /// From so many on it is not legible at all.
  private static final double SPELLED = 1;

  /// An unknown token swallows a word; it counts as one token for each of some letters.
  private static final int LETTERS_OF_A_WORD = 4;

  private static final double LETTERS_OF_HAN = 2;
  private static final double LETTERS_OF_HANGUL = 1.5;

  private Legibility() {}

  /// From 0, not at all, to 1.
  ///
  /// @param tokens of the whole text
  /// @param unknown those of them that stand for something the tokenizer has no token for
  public static float of(String text, int tokens, int unknown) {
    double letters = letters(text);
    if (letters == 0) {
      return 1;
    }
    double perLetter = (tokens + (LETTERS_OF_A_WORD - 1.0) * unknown) / letters;
    return (float) Math.clamp((SPELLED - perLetter) / (SPELLED - KNOWN), 0, 1);
  }

  /// Letters and digits, by what each is worth.
  private static double letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .mapToDouble(letter ->
            switch (UScript.getScript(letter)) {
              case UScript.HAN -> LETTERS_OF_HAN;
              case UScript.HANGUL -> LETTERS_OF_HANGUL;
              default -> 1;
            })
        .sum();
  }
}
