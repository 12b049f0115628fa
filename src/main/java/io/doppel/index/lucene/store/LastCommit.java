package io.doppel.index.lucene.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/// The files of the last commit. They never change once they are written, but a writer deletes those of commits that it
/// has left behind.
public final class LastCommit {

  private static final int ATTEMPTS = 20;

  private LastCommit() {}

  /// Does something with files.
  @FunctionalInterface
  public interface Reading<T> {
    T of(Collection<String> files) throws IOException;
  }

  /// Does something with the files of the last commit; again, with those of the commit that came after, where some are
  /// gone meanwhile.
  public static <T> T read(Directory directory, Reading<T> reading) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.of(SegmentInfos.readLatestCommit(directory).files(true));
      } catch (NoSuchFileException | FileNotFoundException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// Reads all files and holds them against their checksums.
  ///
  /// @throws org.apache.lucene.index.CorruptIndexException if one is not what was written
  public static void verify(Directory directory) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      verify(reader);
    }
  }

  /// Does the same with the files that a reader has open.
  public static void verify(IndexReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      leaf.reader().checkIntegrity();
    }
  }
}
