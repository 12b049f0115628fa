package io.doppel.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/// Where a text may be cut when white space does not say: at the word boundaries of Unicode Annex 29, which know the
/// words of scripts without spaces, else between graphemes, else between code points.
final class WordBoundaries {

  /// How far around the wanted place to look. Looking farther would make long runs slow to cut.
  private static final int WINDOW = 1024;

  private static final BreakIterator WORDS = BreakIterator.getWordInstance(ULocale.ENGLISH);
  private static final BreakIterator GRAPHEMES = BreakIterator.getCharacterInstance(ULocale.ENGLISH);

  private WordBoundaries() {}

  /// The offsets where a word of `text` ends, white space not counted as a word.
  static List<Integer> ends(String text) {
    BreakIterator words = WORDS.clone();
    words.setText(text);
    List<Integer> ends = new ArrayList<>();
    words.first();
    for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
      if (!Character.isWhitespace(text.charAt(end - 1))) {
        ends.add(end);
      }
    }
    return ends;
  }

  /// The best offset to cut the middle part of `span` at, strictly inside it; its end if it is a single code point.
  static int nearMiddle(String text, Span span) {
    int middle = (span.start() + span.end()) >>> 1;
    int from = Math.max(span.start(), middle - WINDOW);
    int to = Math.min(span.end(), middle + WINDOW);
    String window = text.substring(codePointStart(text, from, span), codePointStart(text, to, span));
    int offset = codePointStart(text, from, span);
    for (BreakIterator prototype : List.of(WORDS, GRAPHEMES)) {
      int cut = nearest(prototype.clone(), window, middle - offset);
      if (cut > 0) {
        return offset + cut;
      }
    }
    int cut = codePointStart(text, middle, span);
    return cut > span.start() ? cut : span.start() + Character.charCount(text.codePointAt(span.start()));
  }

  /// The boundary strictly inside `window` that is nearest to `wanted`; 0 if there is none.
  private static int nearest(BreakIterator boundaries, String window, int wanted) {
    boundaries.setText(window);
    int before = boundaries.preceding(Math.clamp(wanted + 1L, 0, window.length()));
    int after = boundaries.following(Math.clamp(wanted, 0, window.length()));
    int nearest = 0;
    for (int boundary : new int[] {before, after}) {
      if (boundary > 0
          && boundary < window.length()
          && (nearest == 0 || Math.abs(boundary - wanted) < Math.abs(nearest - wanted))) {
        nearest = boundary;
      }
    }
    return nearest;
  }

  private static int codePointStart(String text, int at, Span span) {
    boolean inPair =
        at > span.start()
            && at < span.end()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return inPair ? at - 1 : at;
  }
}
