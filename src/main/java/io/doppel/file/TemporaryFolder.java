package io.doppel.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that is deleted, with all that is in it, when it is closed.
///
/// @param path of the folder
public record TemporaryFolder(Path path) implements Closeable {

  /// One where the system keeps such things, which also gets rid of it after this process was killed.
  ///
  /// @param prefix of its name
  public static TemporaryFolder of(String prefix) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  @Override
  public void close() throws IOException {
    Folders.delete(path);
  }
}
