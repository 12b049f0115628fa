package io.doppel.duplicates.resemblance;

import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The lines and sentences that a document says, as hashes of their letters and digits: capitals, punctuation and white
/// space do not count. Immutable.
public final class Statements {

  /// Of a document that is not looked at: one of a single passage.
  public static final Statements NONE = new Statements(new long[0]);

  /// What has fewer letters and digits says too little to count.
  private static final int LEAST_LETTERS = 12;

  /// The end of a long document says nothing that its beginning does not.
  private static final int MOST = 1_000;

  private static final String ENDS = ".!?。！？";

  private final long[] sorted;

  private Statements(long[] sorted) {
    this.sorted = sorted;
  }

  /// Each once; none of a document of a single passage, which is judged by that.
  public static Statements of(EmbeddedDocument document) {
    if (document.passages().size() == 1) {
      return NONE;
    }
    String text = document.document().text();
    return of(counted(text).stream().mapToLong(statement -> hash(statement.of(text))).toArray());
  }

  /// @param hashes in any order
  public static Statements of(long[] hashes) {
    return hashes.length == 0 ? NONE : new Statements(LongStream.of(hashes).sorted().distinct().toArray());
  }

  /// In their order.
  public LongStream hashes() {
    return LongStream.of(sorted);
  }

  /// Those from one hash to another, both included.
  LongStream between(long first, long last) {
    int from = Arrays.binarySearch(sorted, first);
    int to = Arrays.binarySearch(sorted, last);
    return Arrays.stream(sorted, from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to + 1);
  }

  public int size() {
    return sorted.length;
  }

  /// Where statements stand in a text, in their order, with the white space behind them: up to the end of a line, or to
  /// a stop before white space. Those with few letters are left out.
  public static List<Span> in(String text) {
    List<Span> statements = new ArrayList<>();
    int start = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      letters += Character.isLetterOrDigit(letter) ? 1 : 0;
      boolean last = i + 1 == text.length();
      boolean stop = ENDS.indexOf(letter) >= 0 && (last || Character.isWhitespace(text.charAt(i + 1)));
      if (stop || last || letter == '\n') {
        int end = i + 1;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        if (letters >= LEAST_LETTERS) {
          statements.add(new Span(start, end));
        }
        start = end;
        letters = 0;
        i = end - 1;
      }
    }
    return statements;
  }

  /// The first ones, which a document is counted for.
  static List<Span> counted(String text) {
    List<Span> all = in(text);
    return all.subList(0, Math.min(all.size(), MOST));
  }

  /// Of the letters and digits of a statement.
  public static long hash(String statement) {
    long hash = 0;
    for (int i = 0; i < statement.length(); i++) {
      char letter = statement.charAt(i);
      if (Character.isLetterOrDigit(letter)) {
        hash = (hash ^ (hash >>> 29)) * 0x9e3779b97f4a7c15L + Character.toLowerCase(letter);
      }
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Statements that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
