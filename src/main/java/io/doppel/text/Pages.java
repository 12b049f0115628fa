package io.doppel.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The pages of a text in which a form feed (`\f`) stands before each page but the first, as it does in what was read
/// of a PDF file. A text without form feeds has no pages. Immutable.
public final class Pages {

  /// UTF-16 offsets of the form feeds.
  private final int[] breaks;

  private Pages(int[] breaks) {
    this.breaks = breaks;
  }

  public static Pages of(String text) {
    return new Pages(IntStream.range(0, text.length()).filter(at -> text.charAt(at) == '\f').toArray());
  }

  /// Number of pages, 0 if the text has none.
  public int count() {
    return breaks.length == 0 ? 0 : breaks.length + 1;
  }

  /// The page, from 1, that a UTF-16 offset lies on.
  public int at(int offset) {
    int found = Arrays.binarySearch(breaks, offset);
    return found >= 0 ? found + 2 : -found;
  }
}
