package io.doppel.duplicates.resemblance;

import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The lines and sentences that a document says, as hashes of their letters and digits: capitals, punctuation and white
/// space do not count. Immutable.
public final class Units {

  /// Of a document that is not looked at: one of a single passage.
  public static final Units NONE = new Units(new long[0]);

  /// What has fewer letters and digits says too little to count.
  private static final int LEAST_LETTERS = 12;

  /// The end of a long document says nothing that its beginning does not.
  private static final int MOST = 1_000;

  private static final String ENDS = ".!?。！？";

  private final long[] sorted;

  private Units(long[] sorted) {
    this.sorted = sorted;
  }

  /// Each once; none of a document of a single passage, which is judged by that.
  public static Units of(EmbeddedDocument document) {
    if (document.passages().size() == 1) {
      return NONE;
    }
    String text = document.document().text();
    return of(counted(text).stream().mapToLong(unit -> hash(unit.of(text))).toArray());
  }

  /// @param hashes in any order
  public static Units of(long[] hashes) {
    return hashes.length == 0 ? NONE : new Units(LongStream.of(hashes).sorted().distinct().toArray());
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

  /// Where units stand in a text, in their order, with the white space behind them: up to the end of a line, or to a
  /// stop before white space. Those with few letters are left out.
  public static List<Span> in(String text) {
    List<Span> units = new ArrayList<>();
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
          units.add(new Span(start, end));
        }
        start = end;
        letters = 0;
        i = end - 1;
      }
    }
    return units;
  }

  /// The first ones, which a document is counted for.
  static List<Span> counted(String text) {
    List<Span> all = in(text);
    return all.subList(0, Math.min(all.size(), MOST));
  }

  /// Of the letters and digits of a unit.
  public static long hash(String unit) {
    long hash = 0;
    for (int i = 0; i < unit.length(); i++) {
      char letter = unit.charAt(i);
      if (Character.isLetterOrDigit(letter)) {
        hash = (hash ^ (hash >>> 29)) * 0x9e3779b97f4a7c15L + Character.toLowerCase(letter);
      }
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Units that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
