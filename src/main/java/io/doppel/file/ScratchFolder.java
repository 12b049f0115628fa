package io.doppel.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// An empty folder inside another one, and so on the same disk: what is copied there can be linked. It is deleted, with
/// all that is in it, when it is closed; what a process that was killed has left is deleted when the next one is made
/// beside it.
public final class ScratchFolder implements Closeable {

  private final Path path;
  private final ProcessLock lock;

  private ScratchFolder(Path path, ProcessLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// @param prefix of its name; folders with such names in `folder` are taken for scratch, too
  public static ScratchFolder in(Path folder, String prefix) throws IOException {
    for (String name : Folders.namesIn(folder)) {
      if (name.startsWith(prefix)) {
        deleteAbandoned(folder.resolve(name));
      }
    }
    Path path = folder.resolve("%s%016x".formatted(prefix, ThreadLocalRandom.current().nextLong()));
    // Held before the folder is there, so that nobody takes it for abandoned.
    ProcessLock lock = ProcessLock.take(lockFile(path)).orElseThrow(() -> new IOException(path + " is in use"));
    Files.createDirectory(path);
    return new ScratchFolder(path, lock);
  }

  public Path path() {
    return path;
  }

  /// Leaves alone what belongs to others, as may be in a folder that all share.
  private static void deleteAbandoned(Path path) throws IOException {
    if (!Files.isWritable(path) || Files.isSymbolicLink(path)) {
      return;
    }
    Optional<ProcessLock> lock = ProcessLock.take(lockFile(path));
    if (lock.isPresent()) {
      new ScratchFolder(path, lock.get()).close();
    }
  }

  private static Path lockFile(Path path) {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Folders.delete(path);
    }
    Files.deleteIfExists(lockFile(path));
  }
}
