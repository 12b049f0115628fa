package io.doppel.index;

import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;

/// A file in memory. Thread-safe.
@NullMarked
final class MemoryFile implements KeptFile {

  private final String name;
  private final BooleanSupplier isThere;
  private Optional<byte[]> content = Optional.empty();
  private long version;

  /// @param isThere whether there still is what it belongs to
  MemoryFile(String name, BooleanSupplier isThere) {
    this.name = name;
    this.isThere = isThere;
  }

  @Override
  public synchronized boolean exists() {
    return content.isPresent();
  }

  @Override
  public synchronized Object version() {
    return version;
  }

  @Override
  public synchronized Optional<byte[]> read(long from) {
    return content
        .filter(bytes -> bytes.length >= from)
        .map(bytes -> Arrays.copyOfRange(bytes, (int) from, bytes.length));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    change(_ -> Optional.of(bytes.clone()));
  }

  @Override
  public synchronized void change(Change change) throws IOException {
    Optional<byte[]> changed = change.of(content);
    if (changed.isPresent() && !isThere.getAsBoolean()) {
      throw new NoSuchFileException(name);
    }
    boolean same = content.isPresent() && changed.isPresent() && Arrays.equals(content.get(), changed.get());
    if (!same) {
      content = changed;
      version++;
    }
  }

  @Override
  public void append(String line) throws IOException {
    change(
        before -> {
          String text = new String(before.orElse(new byte[0]), StandardCharsets.UTF_8);
          String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
          return Optional.of((text + end + line + "\n").getBytes(StandardCharsets.UTF_8));
        });
  }

  @Override
  public synchronized void delete() {
    content = Optional.empty();
    version++;
  }

  @Override
  public String toString() {
    return name;
  }
}
