package io.doppel.plagiarism.reading;

/// A run of words that stands in both texts.
///
/// @param here first word of the run in the suspicious text
/// @param there first word of the run in the source
/// @param length number of words
public record Tile(int here, int there, int length) {

  public int hereEnd() {
    return here + length;
  }

  public int thereEnd() {
    return there + length;
  }
}
