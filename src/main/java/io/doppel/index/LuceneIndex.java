package io.doppel.index;

import java.io.IOException;
import java.nio.file.Path;

/// An index in one Lucene directory.
final class LuceneIndex {

  private LuceneIndex() {}

  static PassageIndex open(Path folder, Passport passport) throws IOException {
    if (passport.format() != Passport.FORMAT) {
      throw new IOException("unknown format at " + folder);
    }
    throw new UnsupportedOperationException("to be written");
  }
}
