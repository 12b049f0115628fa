package io.doppel.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of this machine, which other processes may write to as well. Thread-safe.
final class LocalFile implements KeptFile {

  private static final int PATIENCE = 50;
  private static final long PAUSE_MILLIS = 100;

  private final Path path;

  LocalFile(Path path) {
    this.path = path;
  }

  private record Version(FileTime written, long size, @Nullable Object key) {}

  @Override
  public boolean exists() {
    return Files.isRegularFile(path);
  }

  @Override
  public Object version() throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(file.lastModifiedTime(), file.size(), file.fileKey());
    } catch (NoSuchFileException e) {
      return new Version(FileTime.fromMillis(0), -1, null);
    }
  }

  @Override
  public Optional<byte[]> read(long from) throws IOException {
    if (from == 0) {
      return read();
    }
    try (FileChannel channel = FileChannel.open(path)) {
      long length = channel.size() - from;
      if (length < 0) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Until all is there, or somebody has made it shorter.
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> read() throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(byte[] content) throws IOException {
    AtomicFile.write(path, content);
  }

  @Override
  public void change(Change change) throws IOException {
    try (ProcessLock held = held()) {
      Objects.requireNonNull(held);
      Optional<byte[]> before = read();
      Optional<byte[]> changed = change.of(before);
      if (changed.isPresent()) {
        if (before.isEmpty() || !Arrays.equals(before.get(), changed.get())) {
          write(changed.get());
        }
      } else {
        delete();
      }
    }
  }

  private ProcessLock held() throws IOException {
    Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
    for (int i = 0; i < PATIENCE; i++) {
      Optional<ProcessLock> taken = ProcessLock.take(lock);
      if (taken.isPresent()) {
        return taken.get();
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IOException("somebody else changes %s; try again".formatted(path));
  }

  /// Leaves the file as it was where the line cannot be written to its end.
  @Override
  public void append(String line) throws IOException {
    try (ProcessLock held = held();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // What is taken back is this line alone: nobody else writes meanwhile.
      Objects.requireNonNull(held);
      long end = channel.size();
      boolean written = false;
      try {
        // A line break first: the line before it may have been cut off.
        ByteBuffer bytes = StandardCharsets.UTF_8.encode((end == 0 ? "" : "\n") + line + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
        if (end == 0) {
          Folders.syncNameOf(path);
        }
        written = true;
      } finally {
        if (!written) {
          channel.truncate(end);
        }
      }
    }
  }

  @Override
  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
