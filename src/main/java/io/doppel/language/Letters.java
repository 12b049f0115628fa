package io.doppel.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the capitals and the digits of a Latin text tell: names, abbreviations and codes.
final class Letters {

  private static final Pattern NUMBER_BEHIND = Pattern.compile("\\h*\\d");
  private static final Pattern JOINED = Pattern.compile("[-_.,:]");
  private static final Pattern MIXED = Pattern.compile("(?=.*\\d)(?=.*\\p{L})[\\p{L}\\p{N}]+");
  private static final Pattern COUNTED = Pattern.compile("\\d+(\\p{L}+)");
  private static final Pattern ORDINAL = Pattern.compile("st|nd|rd|th|s|am|pm");
  private static final Pattern VERSION = Pattern.compile("[vV]\\d+");
  private static final Pattern CAPITALS = Pattern.compile("\\p{Lu}{1,3}");
  private static final Pattern NUMBERED = Pattern.compile("\\d+\\p{L}?");

  /// 12A and 12G are rooms; of the units only the litre is often a capital.
  private static final Pattern CAPITAL_BEHIND = Pattern.compile("\\d+[\\p{Lu}&&[^L]]");
  private static final Pattern INITIALISM = Pattern.compile("\\p{Lu}{2,5}");
  private static final Pattern LONGER_WORD = Pattern.compile("\\p{L}{4,}");

  /// Abbreviations that are other words in small letters.
  private static final Set<String> NOT_THE_WORD = Set.of("US", "IT", "WHO");

  private final String text;

  /// Whether all words have capitals, which then tell nothing.
  private final boolean heading;

  Letters(String text) {
    this.text = text;
    Matcher word = LONGER_WORD.matcher(text);
    int words = 0;
    int capitals = 0;
    while (word.find()) {
      words++;
      capitals += Character.isUpperCase(word.group().charAt(0)) ? 1 : 0;
    }
    this.heading = words > 3 && capitals == words;
  }

  /// Whether letters and digits are meant one by one, as in KE905, SN-1023A and 12B, but not in 10kg, 1st and covid-19.
  static boolean isCode(String run) {
    int start = 0;
    String before = "";
    Matcher joint = JOINED.matcher(run);
    while (start <= run.length()) {
      boolean hyphen = start > 0 && run.charAt(start - 1) == '-';
      String piece = run.substring(start, joint.find(start) ? joint.start() : run.length());
      boolean mixed = MIXED.matcher(piece).matches() && !isCounted(piece) && !VERSION.matcher(piece).matches();
      boolean numbered = hyphen && NUMBERED.matcher(piece).matches() && CAPITALS.matcher(before).matches();
      if (mixed || numbered) {
        return true;
      }
      start += piece.length() + 1;
      before = piece;
    }
    return false;
  }

  private static boolean isCounted(String piece) {
    Matcher counted = COUNTED.matcher(piece);
    if (!counted.matches() || CAPITAL_BEHIND.matcher(piece).matches()) {
      return false;
    }
    String unit = counted.group(1).toLowerCase(Locale.ROOT);
    return ORDINAL.matcher(unit).matches() || Units.of(unit).isPresent();
  }

  boolean isInitialism(String word) {
    return INITIALISM.matcher(word).matches()
        && !heading
        && (NOT_THE_WORD.contains(word) || !isCommon(word.toLowerCase(Locale.ROOT)));
  }

  private static boolean isCommon(String word) {
    return English.FUNCTION.contains(word) || English.DENIALS.contains(word);
  }

  /// What an abbreviation is known by, so that US is not us.
  static String initials(String letters) {
    return isCommon(letters) ? letters + "." : letters;
  }

  /// Whether a capital stands for itself: hepatitis A. I is somebody.
  boolean isSingleLetter(String word, int at) {
    if (word.length() != 1
        || !Character.isUpperCase(word.charAt(0))
        || word.equals("I")
        || beginsSentence(at)
        || heading) {
      return false;
    }
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    // "A" before a capital may be the article of a title.
    return !word.equals("A") || next == text.length() || !Character.isUpperCase(text.charAt(next));
  }

  boolean isName(String word, int at) {
    return Character.isUpperCase(word.charAt(0))
        && !heading
        && !beginsSentence(at)
        && !isCommon(word.toLowerCase(Locale.ROOT))
        && !word.equals("I");
  }

  /// Whether the word is the month of May, which no verb is: it has a capital where no sentence begins, or a number
  /// behind it.
  boolean isMay(String word, int at) {
    return word.equals("May")
        && ((!heading && !beginsSentence(at))
            || NUMBER_BEHIND.matcher(text).region(at + word.length(), text.length()).lookingAt());
  }

  private boolean beginsSentence(int at) {
    int before = at - 1;
    while (before >= 0
        && (Character.isWhitespace(text.charAt(before))
            || "\"'“”‘([".indexOf(text.charAt(before)) >= 0)) {
      before--;
    }
    // A title is no end of a sentence: Dr. Holm.
    return before < 0
        || ("!?:".indexOf(text.charAt(before)) >= 0)
        || (text.charAt(before) == '.' && !isAbbreviation(before));
  }

  private boolean isAbbreviation(int point) {
    int start = point;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return point - start < 4 && start < point && Character.isUpperCase(text.charAt(start));
  }
}
