package io.doppel.index.upkeep;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// What is done to an index as a whole. Thread-safe; searches go on meanwhile.
public interface Upkeep {

  /// The settings of the last commit.
  IndexSettings settings() throws IOException;

  /// What the last commit takes.
  Footprint footprint() throws IOException;

  /// Changes the settings; commits. The storage holds for what is written from then on, and [#compact()] writes all of it.
  ///
  /// @throws io.doppel.text.Bounds.Violation if the languages are others and there are documents, whose words were taken for those before
  void configure(IndexSettings settings) throws IOException;

  /// Writes the index anew as one segment, without what was deleted, on all processors; commits. Takes as long as building all
  /// of the graph, and twice the space meanwhile.
  ///
  /// @param progress hears now and then, from any thread, how many passages are in the new graph; those whose part of an old graph is
  ///     taken over are not counted
  /// @param cancelled asked before each passage; the index stays as it was then
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so
  void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException;

  /// Does the same to its end.
  default void compact() throws IOException {
    compact(done -> {}, () -> false);
  }

  /// Reads all files of the last commit and holds them against their checksums; takes as long as reading them.
  ///
  /// @throws io.doppel.index.DamagedIndexException if one is not what was written
  void verify() throws IOException;

  /// Drops what was put and deleted since the last commit.
  void rollback() throws IOException;

  /// Gives the right to write back to others, until the next write. Drops what was not committed.
  void release() throws IOException;
}
