package io.doppel.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that one at a time may hold, among all processes. The system lets go of it when the process ends, however it
/// ends; the file stays. A process lets go of what it holds of a file, too, whenever it closes that file, opened
/// however often (so POSIX has it): nobody else in it may open one.
public final class ProcessLock implements Closeable {

  /// The files that this process holds or is about to.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path name;

  private ProcessLock(FileChannel channel, Path name) {
    this.channel = channel;
    this.name = name;
  }

  /// Takes hold of a file, which is made if it is missing; empty if somebody else holds it.
  public static Optional<ProcessLock> take(Path file) throws IOException {
    Path name = file.resolveSibling(".").toRealPath().resolve(file.getFileName());
    if (!HELD.add(name)) {
      return Optional.empty();
    }
    boolean held = false;
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        held = channel.tryLock() != null;
      } finally {
        if (!held) {
          channel.close();
        }
      }
      return held ? Optional.of(new ProcessLock(channel, name)) : Optional.empty();
    } finally {
      if (!held) {
        HELD.remove(name);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        HELD.remove(name);
      }
    }
  }
}
