package io.doppel.index.lucene.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file beside those of an index, there while somebody writes. Found where nobody does, it tells that whoever wrote
/// came to no good end, and that the disk may not hold what was written.
///
/// @param folder of the index
public record WritingMark(Path folder) {

  /// The name of the file. Lucene leaves alone what is not named as its own files are.
  public static final String NAME = "writing";

  private Path file() {
    return folder.resolve(NAME);
  }

  public boolean isSet() {
    return Files.exists(file());
  }

  public void set() throws IOException {
    if (!isSet()) {
      Files.createFile(file());
    }
  }

  public void clear() throws IOException {
    Files.deleteIfExists(file());
  }
}
