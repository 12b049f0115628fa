package io.doppel.text.disguise;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import io.doppel.text.disguise.Rewriting.Edit;
import java.util.ArrayList;
import java.util.List;

/// Finds characters that nobody sees inside of words: what Unicode calls default ignorable. They are taken out of
/// scripts that have no use for them only: Persian, the scripts of India and South-East Asia, and emoji join and part
/// letters by them.
final class Hidden {

  private static final char SOFT_HYPHEN = '\u00ad';

  private static final int MAX_WORD = 40;

  private Hidden() {}

  static List<Correction> in(String text) {
    List<Correction> found = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!isHidden(text, at)) {
        at++;
        continue;
      }
      int end = at;
      boolean soft = true;
      boolean varied = false;
      while (end < text.length() && isHidden(text, end)) {
        soft &= text.charAt(end) == SOFT_HYPHEN;
        varied |= UCharacter.hasBinaryProperty(text.codePointAt(end), UProperty.VARIATION_SELECTOR);
        end += Character.charCount(text.codePointAt(end));
      }
      int before = at == 0 ? ' ' : text.codePointBefore(at);
      int behind = end == text.length() ? ' ' : text.codePointAt(end);
      if (isIndifferent(before) && isIndifferent(behind) && !(varied && hasVariants(before))) {
        boolean inside = Character.isLetterOrDigit(before) && Character.isLetterOrDigit(behind);
        found.add(
            new Correction(
                soft ? Kind.SOFT_HYPHEN : Kind.ZERO_WIDTH,
                word(text, at, end),
                inside ? text.codePointCount(at, end) : 0,
                List.of(new Edit(at, end, ""))));
      }
      at = end;
    }
    return found;
  }

  /// What stands around it without white space.
  private static Span word(String text, int from, int to) {
    int start = from;
    while (start > 0 && from - start < MAX_WORD && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    int end = to;
    while (end < text.length() && end - to < MAX_WORD && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    boolean isInside = start > 0 && Character.isSurrogatePair(text.charAt(start - 1), text.charAt(start));
    boolean endsInside = end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
    return new Span(isInside ? start - 1 : start, endsInside ? end + 1 : end);
  }

  private static boolean isHidden(String text, int at) {
    char c = text.charAt(at);
    if (c < SOFT_HYPHEN || Character.isLowSurrogate(c)) {
      return false;
    }
    int codePoint = text.codePointAt(at);
    return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        && !isJamoFiller(codePoint);
  }

  /// Signs and Chinese characters are written in several ways, told by a variation selector; letters are not.
  private static boolean hasVariants(int codePoint) {
    return !Character.isLetter(codePoint) || Character.isIdeographic(codePoint);
  }

  /// Old Korean syllables are put together with these.
  private static boolean isJamoFiller(int codePoint) {
    return codePoint == 0x115f || codePoint == 0x1160;
  }

  /// Whether a character is none that an invisible neighbour says something about.
  private static boolean isIndifferent(int codePoint) {
    if (Character.isLetterOrDigit(codePoint)) {
      return switch (Character.UnicodeScript.of(codePoint)) {
        case LATIN, CYRILLIC, GREEK, ARMENIAN, GEORGIAN, HANGUL, HAN, HIRAGANA, KATAKANA, COMMON -> true;
        default -> false;
      };
    }
    return switch (Character.getType(codePoint)) {
      case Character.OTHER_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
