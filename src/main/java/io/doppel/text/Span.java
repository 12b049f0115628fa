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
}
