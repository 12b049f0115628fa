package io.doppel.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A small file that is read and written whole, or grows by a line at a time: on this machine, or wherever else it is
/// kept, where others write to it as well. What was written is durable when a method returns, and is seen by all who
/// read from then on. Thread-safe. Its `toString` says where it is, for messages.
public interface KeptFile {

  /// A file in a folder that is there.
  static KeptFile of(Path path) {
    return new LocalFile(path);
  }

  /// Makes the content of a file of what it was.
  @FunctionalInterface
  interface Change {

    /// @param before what is there; empty where there is no file
    /// @return what is to be there; empty for no file
    Optional<byte[]> of(Optional<byte[]> before) throws IOException;
  }

  /// Whether it is there.
  boolean exists() throws IOException;

  /// What equals that of the same file for as long as nobody has written to it; also where there is none.
  Object version() throws IOException;

  /// What it has from a byte on; empty where there is no file, or only a shorter one.
  ///
  /// @param from at which byte, from 0
  Optional<byte[]> read(long from) throws IOException;

  /// All that it has.
  default Optional<byte[]> read() throws IOException {
    return read(0);
  }

  /// Writes it in one step: a reader sees what was there before or all of the new content. Of several writers the last
  /// one counts.
  ///
  /// @throws NoSuchFileException if what it belongs to is gone
  void write(byte[] content) throws IOException;

  /// Writes it in one step, by what was there before, with nobody writing in between: the change may be asked for more
  /// than once. Where it leaves the content as it is, nothing is written.
  ///
  /// @throws NoSuchFileException if what it belongs to is gone
  void change(Change change) throws IOException;

  /// Adds a line at its end, which begins as one of its own whatever was there. After a failure on the way it may stand
  /// there twice.
  ///
  /// @param line without its end
  /// @throws NoSuchFileException if what it belongs to is gone
  void append(String line) throws IOException;

  /// Deletes it, if it is there.
  void delete() throws IOException;
}
