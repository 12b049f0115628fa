package io.doppel.text;

/// A half-open range of UTF-16 offsets in a text.
///
/// @param start first offset, inclusive, at least 0
/// @param end last offset, exclusive, at least `start`
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a span needs 0 <= start <= end, got %d to %d".formatted(start, end));
    }
  }

  public int length() {
    return end - start;
  }

  /// The part of `text` that this span covers.
  public String of(String text) {
    return text.substring(start, end);
  }

  /// The part of `text` from `start` to `end` without the white space around it, as [String#strip()] sees it;
  /// empty where there is nothing else.
  public static Span stripped(String text, int start, int end) {
    int first = start;
    int last = end;
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return new Span(first, last);
  }
}
