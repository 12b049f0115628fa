package io.doppel.text.disguise;

import com.ibm.icu.text.SpoofChecker;
import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import io.doppel.text.disguise.Rewriting.Edit;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Finds letters that stand for Latin ones they look like, by the confusables of Unicode ([UTS
/// 39](https://www.unicode.org/reports/tr39/)).
///
/// A word is disguised if it is written in Latin letters and in others, and each of the others looks like a Latin one.
/// Words of another script are in order, so are lines that are written in it; Greek letters are symbols, too (σmax,
/// TNFα), so that the small ones tell nothing unless they stand between small letters. Words that may be either (а,
/// реасе) count where several others leave no doubt.
public final class LookAlikes {

  /// So many words without doubt make the doubtful ones disguises.
  private static final int MIN_CERTAIN = 3;

  /// Shorter words are symbols or abbreviations as likely as not.
  private static final int MIN_LETTERS = 3;

  private static final int MIN_STYLED = 4;

  private static final int OMICRON = 0x3bf;

  private static final int NONE = -1;

  /// What looks like what, filled as letters are asked for.
  private static final Map<Integer, Integer> LATIN = new ConcurrentHashMap<>();

  /// Latin letters by what they are taken for.
  private static final class Skeletons {
    static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
    static final Map<String, String> LETTERS = new HashMap<>();

    static {
      for (char c = 'A'; c <= 'z'; c++) {
        if (Character.isLetter(c)) {
          LETTERS.merge(CHECKER.getSkeleton(String.valueOf(c)), String.valueOf(c), String::concat);
        }
      }
    }
  }

  /// The Cyrillic letters that look like Latin ones, by those.
  private static final class Cyrillic {
    static final Map<Integer, Integer> LETTERS = new HashMap<>();

    static {
      for (int letter = 0x400; letter < 0x530; letter++) {
        int plain = Character.isLetter(letter) ? latin(letter) : NONE;
        if (plain != NONE && Character.isUpperCase(plain) == Character.isUpperCase(letter)) {
          LETTERS.putIfAbsent(plain, letter);
        }
      }
    }
  }

  private record Word(Correction finding, boolean certain, boolean symbolic) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();

  private LookAlikes(String text) {
    this.text = text;
  }

  static List<Correction> in(String text) {
    if (text.chars().allMatch(c -> c < 0x370)) {
      return List.of();
    }
    LookAlikes all = new LookAlikes(text);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      all.readLine(from, end);
      from = end + 1;
    }
    return all.disguised();
  }

  /// The Cyrillic letter that looks like a Latin one; empty if there is none.
  public static OptionalInt cyrillic(int latin) {
    Integer letter = Cyrillic.LETTERS.get(latin);
    return letter == null ? OptionalInt.empty() : OptionalInt.of(letter);
  }

  private List<Correction> disguised() {
    boolean letters = words.stream().filter(word -> word.certain && !word.symbolic).count() >= MIN_CERTAIN;
    boolean symbols = words.stream().filter(word -> word.certain && word.symbolic).count() >= MIN_CERTAIN;
    return words.stream()
        .filter(word -> word.certain || (word.symbolic ? symbols : letters))
        .map(Word::finding)
        .toList();
  }

  private void readLine(int from, int to) {
    int known = words.size();
    int latin = 0;
    int foreign = 0;
    int at = from;
    while (at < to) {
      int codePoint = text.codePointAt(at);
      if (!isOfWord(codePoint)) {
        at += Character.charCount(codePoint);
        continue;
      }
      int end = at;
      while (end < to && isOfWord(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      Letters letters = Letters.of(text, at, end);
      latin += letters.latin;
      foreign += letters.unlike > 0 ? letters.foreign() : 0;
      letters.word(at, end).ifPresent(words::add);
      at = end;
    }
    if (latin <= foreign) {
      words.subList(known, words.size()).clear();
    }
  }

  /// The letters of one word, by what they are.
  private static final class Letters {
    private final List<Edit> edits = new ArrayList<>();
    private int all;
    private int latin;
    private int like;
    private int symbols;
    private int symbolsInside;
    private int styled;
    private int wide;
    private int unlike;

    static Letters of(String text, int from, int to) {
      Letters letters = new Letters();
      for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
        int codePoint = text.codePointAt(at);
        if (Character.isLetter(codePoint)) {
          letters.add(text, from, at, to, codePoint);
        }
      }
      return letters;
    }

    private void add(String text, int from, int at, int to, int codePoint) {
      all++;
      if (codePoint < 0x370) {
        latin++;
        return;
      }
      int end = at + Character.charCount(codePoint);
      int plain = LATIN.computeIfAbsent(codePoint, LookAlikes::latin);
      Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
      if (plain == NONE) {
        unlike += script == Character.UnicodeScript.LATIN ? 0 : 1;
        latin += script == Character.UnicodeScript.LATIN ? 1 : 0;
        return;
      }
      edits.add(new Edit(at, end, Character.toString(plain)));
      switch (script) {
        case LATIN -> wide++;
        case COMMON -> styled++;
        case GREEK -> {
          if (codePoint == OMICRON || Character.isUpperCase(codePoint)) {
            like++;
          } else {
            symbols++;
            boolean inside =
                at > from
                    && end < to
                    && Character.isLowerCase(text.codePointBefore(at))
                    && Character.isLowerCase(text.codePointAt(end));
            symbolsInside += inside ? 1 : 0;
          }
        }
        default -> like++;
      }
    }

    int foreign() {
      return all - latin;
    }

    java.util.Optional<Word> word(int from, int to) {
      if (edits.isEmpty() || unlike > 0 || wide == all) {
        return java.util.Optional.empty();
      }
      boolean symbolic = symbols > 0 && like == 0 && styled == 0;
      boolean certain;
      if (symbolic) {
        certain = latin >= 2 && symbolsInside > 0;
        if (!certain && latin < MIN_LETTERS) {
          return java.util.Optional.empty();
        }
      } else {
        certain = latin > 0 ? all >= MIN_LETTERS : styled == all && all >= MIN_STYLED;
      }
      return java.util.Optional.of(
          new Word(new Correction(Kind.LOOK_ALIKE, new Span(from, to), edits.size(), edits), certain, symbolic));
    }
  }

  /// The Latin letter that a letter looks like, of the same case if there is a choice; [#NONE] if it looks like none.
  private static int latin(int codePoint) {
    String letter = Character.toString(codePoint);
    Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
    if (script == Character.UnicodeScript.LATIN || script == Character.UnicodeScript.COMMON) {
      String plain = Normalizer.normalize(letter, Normalizer.Form.NFKC);
      return plain.length() == 1 && plain.charAt(0) < 0x80 && Character.isLetter(plain.charAt(0))
          ? plain.charAt(0)
          : NONE;
    }
    String likes = Skeletons.LETTERS.getOrDefault(Skeletons.CHECKER.getSkeleton(letter), "");
    return likes.chars()
        .filter(like -> Character.isUpperCase(like) == Character.isUpperCase(codePoint))
        .findFirst()
        .orElse(likes.isEmpty() ? NONE : likes.charAt(0));
  }

  /// Whether a character is of a word of an alphabet; what is written in syllables and ideographs looks like no Latin
  /// letter.
  private static boolean isOfWord(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint);
    }
    boolean word =
        Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    return word
        && switch (Character.UnicodeScript.of(codePoint)) {
          case HANGUL, HAN, HIRAGANA, KATAKANA, BOPOMOFO -> false;
          default -> true;
        };
  }
}
