package io.doppel.index.lucene;

import io.doppel.index.lucene.store.Directories;
import java.util.function.LongSupplier;

/// What an index in a folder stands on.
///
/// @param directories open its folder
/// @param nanoTime a clock that never goes back, in nanoseconds
record Environment(Directories directories, LongSupplier nanoTime) {

  /// The disk, and the clock of the machine.
  static final Environment STANDARD = new Environment(Directories.MAPPED, System::nanoTime);
}
