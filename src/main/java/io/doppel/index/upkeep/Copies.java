package io.doppel.index.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Copies of indexes, file by file: for a backend whose indexes are folders. Thread-safe.
public interface Copies {

  /// Whether there is an index in a folder, be it damaged.
  boolean isIndex(Path folder) throws IOException;

  /// What tells the index in a folder from every other that was made, under the same name too; empty where there is
  /// none. An index keeps it while it is written and rebuilt; one older than this mark has an empty one.
  ///
  /// @throws IOException if it cannot be read
  Optional<String> birth(Path folder) throws IOException;

  /// Whether a file of that name in the folder of an index is one of the index's own. Others lie there that belong to
  /// the collection.
  boolean isFileOfIndex(String name);

  /// Copies the last commit of the index in `from`, whatever its passport, to `to`, a folder that is not there yet. The
  /// copy is an index of its own, whole and checked when its folder appears. Whoever writes meanwhile, here or in
  /// another process, neither waits nor shows in it.
  ///
  /// @throws IOException if `from` holds no index of Doppel, or `to` is there
  void copy(Path from, Path to) throws IOException;
}
