package io.doppel.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the sentences of a text in English, Korean and other languages, by the rules of [Unicode Annex
/// 29](https://www.unicode.org/reports/tr29/#Sentence_Boundaries) with these differences:
///
/// - A single line feed does not end a sentence, since text may be hard wrapped, unless it stands beside a heading (`#
///   …`) or before a list item, or after a line less than half as wide as the paragraph's widest, such as a title. A
///   blank line always does.
/// - Titles, initials and abbreviations (`Dr.`, `J. K.`, `e.g.`, `U.S.`, `Fig. 3`) do not end a sentence, nor does an
///   item's number.
public final class Sentences {

  // CLDR's own list of suppressions also holds ordinary last words (All., Go., In., Is., To.) and lacks e.g. and i.e.
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "mt.", "rev.", "hon.", "gen.", "col.", "lt.", "sgt.", "capt.",
          "gov.", "sen.", "rep.", "messrs.", "ph.d.", "e.g.", "i.e.", "cf.", "vs.", "viz.", "al.", "approx.", "ca.",
          "resp.");

  private static final Set<String> BEFORE_A_NUMBER =
      Set.of(
          "no.", "nos.", "fig.", "figs.", "eq.", "eqs.", "sec.", "ch.", "vol.", "p.", "pp.", "art.", "tab.", "jan.",
          "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.");

  private static final int LONGEST_ABBREVIATION = 12;
  private static final Pattern DOTTED_CAPITALS = Pattern.compile("(?:\\p{Lu}\\.)+");

  /// Of a list, composed or as two letters each.
  private static final String KOREAN_NUMBER =
      "(?:[가나다라마바사아자차카타파하]|[\u1100\u1102\u1103\u1105-\u1107\u1109\u110b\u110c\u110e-\u1112]\u1161)";

  private static final Pattern ITEM_NUMBER = Pattern.compile("(?:\\d{1,3}|%s)\\.".formatted(KOREAN_NUMBER));
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:[-*+•‣◦▪·]|\\(?\\d{1,3}[.)]|\\(?[a-zA-Z]\\)|%s[.)]|[①-⑳])\\s".formatted(KOREAN_NUMBER));
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s");

  /// Below this many columns nothing can be said from the widths of lines.
  private static final int NARROWEST_WRAP = 40;

  private static final BreakIterator PROTOTYPE = BreakIterator.getSentenceInstance(ULocale.ENGLISH);

  private Sentences() {}

  /// The sentences of `text` in their order. They do not overlap, none is empty, white space around them (as
  /// [String#strip()] sees it) is left out, and every other character is in one of them. Any thread may call.
  public static List<Span> of(String text) {
    String unwrapped = unwrapped(text);
    BreakIterator boundaries = PROTOTYPE.clone();
    boundaries.setText(unwrapped);
    List<Span> sentences = new ArrayList<>();
    int start = boundaries.first();
    int firstLetter = firstLetter(unwrapped, start);
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      if (end == unwrapped.length() || endsSentence(unwrapped, start, firstLetter, end)) {
        Span sentence = Span.stripped(text, start, end);
        if (sentence.length() > 0) {
          sentences.add(sentence);
        }
        start = end;
        firstLetter = firstLetter(unwrapped, start);
      }
    }
    return sentences;
  }

  /// Where white space ends.
  private static int firstLetter(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Whether the boundary that Unicode sees at `end` ends the sentence that began at `start`, white space first.
  private static boolean endsSentence(String text, int start, int firstLetter, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
      if (isParagraphSeparator(text.charAt(last))) {
        return true;
      }
    }
    if (last == start || text.charAt(last - 1) != '.') {
      return true;
    }
    int first = last;
    while (first > start && !Character.isWhitespace(text.charAt(first - 1))) {
      first--;
      if (last - first > LONGEST_ABBREVIATION) {
        return true;
      }
    }
    boolean opensSentence = first <= firstLetter;
    while (first < last && !Character.isLetterOrDigit(text.charAt(first))) {
      first++;
    }
    String word = text.substring(first, last);
    String lower = word.toLowerCase(Locale.ROOT);
    return !(ABBREVIATIONS.contains(lower)
        || (DOTTED_CAPITALS.matcher(word).matches() && !word.equals("I."))
        || (opensSentence && ITEM_NUMBER.matcher(word).matches())
        || (BEFORE_A_NUMBER.contains(lower) && Character.isDigit(text.charAt(end))));
  }

  private static boolean isParagraphSeparator(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  /// The text with a space for each line end that ends no sentence; the length stays.
  private static String unwrapped(String text) {
    if (text.indexOf('\n') < 0) {
      return text;
    }
    StringBuilder unwrapped = new StringBuilder(text);
    List<Span> paragraph = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      Span line = Span.stripped(text, start, end);
      if (line.length() > 0) {
        paragraph.add(line);
      } else {
        unwrap(paragraph, text, unwrapped);
        paragraph.clear();
      }
      start = end + 1;
    }
    unwrap(paragraph, text, unwrapped);
    return unwrapped.toString();
  }

  private static void unwrap(List<Span> lines, String text, StringBuilder unwrapped) {
    int widest = 0;
    for (Span line : lines) {
      widest = Math.max(widest, columns(text, line));
    }
    for (int i = 1; i < lines.size(); i++) {
      Span line = lines.get(i - 1);
      Span next = lines.get(i);
      if (!isLineOfItsOwn(text, line, next, widest)) {
        for (int at = line.end(); at < next.start(); at++) {
          char c = unwrapped.charAt(at);
          if (c == '\n' || c == '\r') {
            unwrapped.setCharAt(at, ' ');
          }
        }
      }
    }
  }

  private static boolean isLineOfItsOwn(String text, Span line, Span next, int widest) {
    if (opens(HEADING, text, line) || opens(HEADING, text, next) || opens(ITEM, text, next)) {
      return true;
    }
    return widest >= NARROWEST_WRAP
        && 2 * columns(text, line) < widest
        && !Character.isLowerCase(text.codePointAt(next.start()));
  }

  private static boolean opens(Pattern mark, String text, Span line) {
    return mark.matcher(text).region(line.start(), line.end()).lookingAt();
  }

  /// Width on a screen, where Hangul and Han letters take two columns.
  private static int columns(String text, Span line) {
    int columns = 0;
    for (int i = line.start(); i < line.end(); i++) {
      columns += text.charAt(i) >= '\u1100' && text.charAt(i) < '\ud800' ? 2 : 1;
    }
    return columns;
  }
}
