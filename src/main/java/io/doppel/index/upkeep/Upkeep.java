package io.doppel.index.upkeep;

import java.io.IOException;

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
  void compact() throws IOException;

  /// Gives the right to write back to others, until the next write. Drops what was not committed.
  void release() throws IOException;
}
