package io.doppel.examination.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Slips of the fingers in words of an alphabet.
final class Typos {

  private enum Slip {
    BESIDE,
    EXCHANGED,
    LEFT_OUT,
    DOUBLED
  }

  private Typos() {}

  /// One for each letter.
  static List<Edit> in(String text, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (isTyped(text.codePointAt(at))) {
        edits.add(slip(text, at, random));
      }
    }
    return edits;
  }

  private static Edit slip(String text, int at, RandomGenerator random) {
    String letter = Character.toString(text.codePointAt(at));
    int end = at + letter.length();
    String keys = Keyboard.ENGLISH.beside(letter.toLowerCase(Locale.ROOT).charAt(0));
    boolean inside = end < text.length() && isTyped(text.codePointAt(end));
    String next = inside ? Character.toString(text.codePointAt(end)) : "";
    Slip[] all = Slip.values();
    Slip slip = all[random.nextInt(all.length)];
    if (slip == Slip.BESIDE && !keys.isEmpty()) {
      String key = String.valueOf(keys.charAt(random.nextInt(keys.length())));
      boolean capital = Character.isUpperCase(letter.codePointAt(0));
      return new Edit(at, end, capital ? key.toUpperCase(Locale.ROOT) : key);
    }
    if (slip == Slip.EXCHANGED && !next.isEmpty() && !next.equals(letter)) {
      return new Edit(at, end + next.length(), next + letter);
    }
    return slip == Slip.LEFT_OUT ? new Edit(at, end, "") : new Edit(at, end, letter + letter);
  }

  /// Whether a letter is of an alphabet; syllables and ideographs are typed another way.
  private static boolean isTyped(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.LOWERCASE_LETTER, Character.UPPERCASE_LETTER -> true;
      default -> false;
    };
  }
}
