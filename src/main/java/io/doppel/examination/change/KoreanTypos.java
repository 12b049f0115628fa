package io.doppel.examination.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Slips of the fingers in Korean syllables: a jamo by one whose key lies beside it, a shift that was not held, half of
/// a double vowel, a consonant at the end left out.
final class KoreanTypos {

  private static final String LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  private static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  private static final int TAILS = 28;

  /// What is typed first, of jamo that take more than one key.
  private static final Map<Character, String> FIRST_KEYS =
      Map.ofEntries(
          Map.entry('ㄲ', "ㄱ"),
          Map.entry('ㄸ', "ㄷ"),
          Map.entry('ㅃ', "ㅂ"),
          Map.entry('ㅆ', "ㅅ"),
          Map.entry('ㅉ', "ㅈ"),
          Map.entry('ㅒ', "ㅐ"),
          Map.entry('ㅖ', "ㅔ"),
          Map.entry('ㅘ', "ㅗ"),
          Map.entry('ㅙ', "ㅗ"),
          Map.entry('ㅚ', "ㅗ"),
          Map.entry('ㅝ', "ㅜ"),
          Map.entry('ㅞ', "ㅜ"),
          Map.entry('ㅟ', "ㅜ"),
          Map.entry('ㅢ', "ㅡ"));

  private KoreanTypos() {}

  /// One for each syllable.
  static List<Edit> in(String text, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      if (Change.isSyllable(text.charAt(at))) {
        edits.add(new Edit(at, at + 1, String.valueOf(slip(text.charAt(at), random))));
      }
    }
    return edits;
  }

  /// Another syllable.
  private static char slip(char syllable, RandomGenerator random) {
    int code = syllable - '가';
    int lead = code / TAILS / VOWELS.length();
    int vowel = code / TAILS % VOWELS.length();
    int tail = code % TAILS;
    return switch (random.nextInt(tail == 0 ? 2 : 3)) {
      case 0 -> syllable(slip(LEADS, lead, random), vowel, tail);
      case 1 -> syllable(lead, slip(VOWELS, vowel, random), tail);
      default -> syllable(lead, vowel, 0);
    };
  }

  private static char syllable(int lead, int vowel, int tail) {
    return (char) ('가' + (lead * VOWELS.length() + vowel) * TAILS + tail);
  }

  /// Another jamo of the same kind.
  private static int slip(String jamo, int which, RandomGenerator random) {
    char typed = jamo.charAt(which);
    String keys = FIRST_KEYS.getOrDefault(typed, Keyboard.KOREAN.beside(typed));
    int[] others = keys.chars().map(jamo::indexOf).filter(other -> other >= 0).toArray();
    return others[random.nextInt(others.length)];
  }
}
