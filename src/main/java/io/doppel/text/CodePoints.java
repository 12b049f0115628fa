package io.doppel.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/// Counts offsets of one text in Unicode code points, as programs in other languages do. Made once for a text that
/// has many offsets to count; immutable.
public final class CodePoints {

  private static final int STEP = 256;

  private final String text;

  /// Surrogate pairs that end before each multiple of [#STEP]; empty where the text has none at all.
  private final int[] pairsBefore;

  private CodePoints(String text, int[] pairsBefore) {
    this.text = text;
    this.pairsBefore = pairsBefore;
  }

  public static CodePoints of(String text) {
    if (text.codePointCount(0, text.length()) == text.length()) {
      return new CodePoints(text, new int[0]);
    }
    int[] pairsBefore = new int[text.length() / STEP + 1];
    for (int i = 1; i < pairsBefore.length; i++) {
      pairsBefore[i] = pairsBefore[i - 1] + pairs(text, (i - 1) * STEP, i * STEP);
    }
    return new CodePoints(text, pairsBefore);
  }

  /// The code point offset of the UTF-16 offset `offset`, which must not lie inside a surrogate pair.
  public int at(int offset) {
    if (pairsBefore.length == 0) {
      return offset;
    }
    int step = offset / STEP;
    return offset - pairsBefore[step] - pairs(text, step * STEP, offset);
  }

  /// Number of code points in `span`.
  public int length(Span span) {
    return at(span.end()) - at(span.start());
  }

  /// The first `count` code points of a text, or all of it where it has no more.
  public static String beginning(String text, int count) {
    return text.codePointCount(0, text.length()) <= count ? text : text.substring(0, text.offsetByCodePoints(0, count));
  }

  /// Whether nothing of a string can be seen: it has no letters, or only spaces, control letters and such as have no
  /// width.
  public static boolean isBlank(String text) {
    return firstSeen(text) == text.length();
  }

  /// Where the first letter stands that can be seen, see [#isBlank]; the end of the text where there is none.
  public static int firstSeen(String text) {
    int at = 0;
    while (at < text.length() && isBlank(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isBlank(int letter) {
    return Character.isWhitespace(letter)
        || Character.isSpaceChar(letter)
        || Character.isISOControl(letter)
        || Character.getType(letter) == Character.FORMAT
        || UCharacter.hasBinaryProperty(letter, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  /// Whether a string holds half of a surrogate pair, which no UTF-8 can express.
  public static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static int pairs(String text, int from, int to) {
    int pairs = 0;
    for (int i = Math.max(from, 1); i < to; i++) {
      if (Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))) {
        pairs++;
      }
    }
    return pairs;
  }
}
