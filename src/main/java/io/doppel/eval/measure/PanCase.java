package io.doppel.eval.measure;

/// A piece of a suspicious document and the piece of a source that it stems from: annotated as such, or detected.
/// Offsets and lengths are in Unicode code points, as PAN counts them.
public record PanCase(
    String suspicious, String source, int thisOffset, int thisLength, int sourceOffset, int sourceLength) {

  public PanCase {
    if (thisOffset < 0 || thisLength < 0 || sourceOffset < 0 || sourceLength < 0) {
      throw new IllegalArgumentException(
          "offsets and lengths must be at least 0, got %d+%d and %d+%d"
              .formatted(thisOffset, thisLength, sourceOffset, sourceLength));
    }
  }

  /// Whether both are of the same pair of documents and meet on both sides.
  boolean overlaps(PanCase other) {
    return suspicious.equals(other.suspicious)
        && source.equals(other.source)
        && meet(thisOffset, thisLength, other.thisOffset, other.thisLength)
        && meet(sourceOffset, sourceLength, other.sourceOffset, other.sourceLength);
  }

  int length() {
    return thisLength + sourceLength;
  }

  private static boolean meet(int offset1, int length1, int offset2, int length2) {
    return offset2 + length2 > offset1 && offset2 < offset1 + length1;
  }
}
