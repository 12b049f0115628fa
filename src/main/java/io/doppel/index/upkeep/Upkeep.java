package io.doppel.index.upkeep;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// What is done to an index as a whole where it lies in files that are one's own. Thread-safe; searches go on
/// meanwhile.
public interface Upkeep {

  /// What the last commit takes.
  Footprint footprint() throws IOException;

  /// Writes the index anew as one segment, without what was deleted, on all processors; publishes. Takes as long as
  /// building all of the graph, and twice the space meanwhile.
  ///
  /// @param progress hears now and then, from any thread, how many passages are in the new graph; those whose part of
  ///     an old graph is taken over are not counted
  /// @param cancelled asked before each passage; the index stays as it was then
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so
  void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException;

  /// Does the same to its end.
  default void compact() throws IOException {
    compact(done -> {}, () -> false);
  }

  /// Reads all files of the last commit and holds them against their checksums; takes as long as reading them.
  ///
  /// @throws IOException if one is not what was written
  void verify() throws IOException;
}
