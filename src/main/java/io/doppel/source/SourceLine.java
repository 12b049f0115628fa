package io.doppel.source;

/// Where a document was read.
///
/// @param file the file as the user knows it: the path as given, for a file in a folder the folder's path with the
///     file's behind it
/// @param line the line it begins in, from 1; 0 for the file as a whole
public record SourceLine(String file, long line) {

  public SourceLine {
    if (line < 0) {
      throw new IllegalArgumentException("line must be at least 0, got " + line);
    }
  }

  /// `file:line`, or only the file.
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
