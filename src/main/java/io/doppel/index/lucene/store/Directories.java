package io.doppel.index.lucene.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/// Opens folders for Lucene. Tests put faults in between.
@FunctionalInterface
public interface Directories {

  /// Mapped memory: vectors are read where they lie, and the operating system keeps the warm ones.
  Directories MAPPED = MMapDirectory::new;

  /// @param folder made if it is missing
  Directory open(Path folder) throws IOException;
}
