package io.doppel.language.term;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Finds the words of a text, whatever its script, by the word boundaries of ICU ([Unicode Annex
/// 29](https://www.unicode.org/reports/tr29/#Word_Boundaries), with dictionaries for Thai, Lao, Khmer and Burmese).
///
/// - Korean, Chinese and Japanese: every letter, and every pair of neighbours within a run of such letters. A Korean
///   word carries its particles and endings with it, so that whole words rarely meet again.
/// - Letters and digits part, so that `IL6`, `IL-6` and `1989년` meet `IL 6` and `1989`.
/// - Of a word longer than any, the beginning: an index takes no longer ones.
/// - Compatibility forms and case are folded (NFKC with case folding); Latin letters lose their accents.
///
/// Offsets point into the original text.
final class TermTokenizer extends Tokenizer {

  private static final BreakIterator PROTOTYPE = BreakIterator.getWordInstance(ULocale.ROOT);
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 DECOMPOSING = Normalizer2.getNFDInstance();
  private static final int READ = 4096;

  /// A word of more UTF-8 bytes is cut to so many letters, of up to three bytes each. Lucene's terms end at 32,766, and
  /// a stemmer may put letters in.
  private static final int MAX_BYTES = 32_000;

  private static final int MAX_LETTERS = 10_000;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  private final BreakIterator boundaries = PROTOTYPE.clone();
  private final Queue<Token> tokens = new ArrayDeque<>();
  private String text = "";
  private boolean started;

  private record Token(String term, int start, int end, int increment) {}

  /// What part of a word a code point belongs to. Marks and what stands inside a word (`'`, `.`, `_`) stay with what
  /// precedes them.
  private enum Kind {
    LETTER,
    DIGIT,
    PAIRED
  }

  @Override
  public boolean incrementToken() throws IOException {
    clearAttributes();
    if (!started) {
      started = true;
      read();
    }
    Token token = tokens.poll();
    if (token == null) {
      return false;
    }
    term.append(token.term);
    offset.setOffset(correctOffset(token.start), correctOffset(token.end));
    increment.setPositionIncrement(token.increment);
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    tokens.clear();
    started = false;
  }

  @Override
  public void end() throws IOException {
    super.end();
    int end = correctOffset(text.length());
    offset.setOffset(end, end);
  }

  private void read() throws IOException {
    StringBuilder all = new StringBuilder();
    char[] buffer = new char[READ];
    for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
      all.append(buffer, 0, count);
    }
    text = all.toString();
    boundaries.setText(text);
    // Words of paired letters may touch, as ICU parts Chinese and Japanese by a dictionary; pairs go across.
    int runStart = 0;
    int runEnd = 0;
    int start = boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      boolean word = boundaries.getRuleStatus() >= BreakIterator.WORD_NUMBER;
      for (int from = start; word && from < end; ) {
        Kind kind = kind(text.codePointAt(from), Kind.LETTER);
        int to = from;
        while (to < end && kind(text.codePointAt(to), kind) == kind) {
          to += Character.charCount(text.codePointAt(to));
        }
        if (kind != Kind.PAIRED || from != runEnd) {
          addPairs(runStart, runEnd);
          runStart = from;
        }
        runEnd = to;
        if (kind != Kind.PAIRED) {
          addWord(from, to);
          runStart = to;
        }
        from = to;
      }
      start = end;
    }
    addPairs(runStart, runEnd);
  }

  private static Kind kind(int codePoint, Kind before) {
    if (isPaired(codePoint)) {
      return Kind.PAIRED;
    }
    if (Character.isDigit(codePoint)) {
      return Kind.DIGIT;
    }
    return Character.isLetter(codePoint) || before == Kind.PAIRED ? Kind.LETTER : before;
  }

  private static boolean isPaired(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    return switch (UScript.getScript(codePoint)) {
      case UScript.HANGUL, UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA -> true;
      // The prolonged sound mark belongs to both kana.
      default -> codePoint == 'ー';
    };
  }

  private void addWord(int start, int end) {
    String word = cut(folded(text.substring(start, end)));
    if (!word.isEmpty()) {
      tokens.add(new Token(word, start, end, 1));
    }
  }

  private static String cut(String word) {
    if (word.length() <= MAX_LETTERS || word.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
      return word;
    }
    return word.substring(0, Character.isHighSurrogate(word.charAt(MAX_LETTERS - 1)) ? MAX_LETTERS - 1 : MAX_LETTERS);
  }

  private void addPairs(int start, int end) {
    if (start == end) {
      return;
    }
    String run = FOLDING.normalize(text.substring(start, end));
    // Decomposed or half-width letters become fewer; then every token points to the whole run.
    boolean aligned = run.length() == end - start;
    for (int at = 0; at < run.length(); ) {
      int next = run.offsetByCodePoints(at, 1);
      tokens.add(
          new Token(
              run.substring(at, next), aligned ? start + at : start, aligned ? start + next : end, 1));
      if (next < run.length()) {
        int second = run.offsetByCodePoints(next, 1);
        tokens.add(
            new Token(
                run.substring(at, second),
                aligned ? start + at : start,
                aligned ? start + second : end,
                0));
      }
      at = next;
    }
  }

  private static String folded(String word) {
    String folded = FOLDING.normalize(word).replace('’', '\'');
    if (folded.chars().allMatch(c -> c < 0x80)
        || UScript.getScript(folded.codePointAt(0)) != UScript.LATIN) {
      return folded;
    }
    StringBuilder bare = new StringBuilder(folded.length());
    DECOMPOSING
        .normalize(folded)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }
}
