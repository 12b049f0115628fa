package io.doppel.examination.change;

import io.doppel.text.disguise.LookAlikes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// What happens to texts without changing what they say: a slip of the fingers, a habit of writing, a bad copy.
public enum Change {
  /// A key beside the right one, two letters exchanged, one left out or doubled; in alphabets, not in Korean.
  TYPOS,
  /// The same in Korean, in the jamo of a syllable.
  KOREAN_TYPOS,
  /// All in capitals.
  CAPITALS,
  /// No capitals.
  SMALL_LETTERS,
  /// Korean words written together.
  SPACES_LOST,
  /// Korean words written apart.
  SPACES_INSERTED,
  /// No punctuation, but within numbers.
  PUNCTUATION_LOST,
  /// English words by others that WordNet knows to mean the same.
  SYNONYMS,
  /// Cyrillic letters that look like the Latin ones in whose place they stand.
  LOOK_ALIKES;

  private static final String APOSTROPHES = "'’";

  /// Changes a text. Equal states of `random` give equal changes.
  ///
  /// @param strength the share of the places where it could be changed, above 0, at most 1; at least one is
  /// @return the very same text where there is no such place
  public String of(String text, double strength, RandomGenerator random) {
    return Edit.some(text, edits(text, random), strength, random);
  }

  /// All places where it could be changed, each with one way to do so.
  private List<Edit> edits(String text, RandomGenerator random) {
    return switch (this) {
      case TYPOS -> Typos.in(text, random);
      case KOREAN_TYPOS -> KoreanTypos.in(text, random);
      case CAPITALS -> letters(text, letter -> letter.toUpperCase(Locale.ROOT));
      case SMALL_LETTERS -> letters(text, letter -> letter.toLowerCase(Locale.ROOT));
      case SPACES_LOST -> spaces(text);
      case SPACES_INSERTED -> gaps(text);
      case PUNCTUATION_LOST -> punctuation(text);
      case SYNONYMS -> Synonyms.in(text, random);
      case LOOK_ALIKES -> letters(text, Change::lookAlike);
    };
  }

  /// As programs and people call it, such as `spaces_lost`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private interface Replacement {
    String of(String letter);
  }

  private static List<Edit> letters(String text, Replacement replacement) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      String letter = Character.toString(text.codePointAt(at));
      String other = replacement.of(letter);
      if (!other.equals(letter)) {
        edits.add(new Edit(at, at + letter.length(), other));
      }
    }
    return edits;
  }

  private static String lookAlike(String letter) {
    OptionalInt other = LookAlikes.cyrillic(letter.codePointAt(0));
    return other.isPresent() ? Character.toString(other.getAsInt()) : letter;
  }

  /// The white space between two Korean words.
  private static List<Edit> spaces(String text) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 1; at < text.length(); at++) {
      int end = at;
      while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end > at && end < text.length() && isSyllable(text.charAt(at - 1)) && isSyllable(text.charAt(end))) {
        edits.add(new Edit(at, end, ""));
      }
      at = end;
    }
    return edits;
  }

  /// Between two syllables of a Korean word.
  private static List<Edit> gaps(String text) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 1; at < text.length(); at++) {
      if (isSyllable(text.charAt(at - 1)) && isSyllable(text.charAt(at))) {
        edits.add(new Edit(at, at, " "));
      }
    }
    return edits;
  }

  static boolean isSyllable(char letter) {
    return letter >= '가' && letter <= '힣';
  }

  /// What stood between two words keeps them apart.
  private static List<Edit> punctuation(String text) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int codePoint = text.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      int before = at == 0 ? ' ' : text.codePointBefore(at);
      int behind = end == text.length() ? ' ' : text.codePointAt(end);
      if (isPunctuation(codePoint) && !(Character.isDigit(before) && Character.isDigit(behind))) {
        boolean joins =
            Character.isLetterOrDigit(before)
                && Character.isLetterOrDigit(behind)
                && APOSTROPHES.indexOf(codePoint) < 0;
        edits.add(new Edit(at, end, joins ? " " : ""));
      }
    }
    return edits;
  }

  private static boolean isPunctuation(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
