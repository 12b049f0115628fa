package io.doppel.plagiarism;

/// A run of words that stands in both texts.
///
/// @param here first word of the run in the suspicious text
/// @param there first word of the run in the source
/// @param length number of words
record Tile(int here, int there, int length) {

  int hereEnd() {
    return here + length;
  }

  int thereEnd() {
    return there + length;
  }
}
