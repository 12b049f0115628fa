package io.doppel.server.trail;

import io.doppel.api.Json;
import io.doppel.file.DiskFullException;
import io.doppel.file.ProcessLock;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A file with a line of JSON for everything that somebody did. Once it is full it is renamed, to `NAME.1`, and what
/// had that name to `NAME.2`; the oldest is deleted. Several processes may write to it. What cannot be written is told
/// in the log and counted, and holds nobody up. Thread-safe.
public final class AuditTrail implements AutoCloseable {

  /// Its name, beside the collections, unless another one is given.
  public static final String NAME = "audit.jsonl";

  /// Some 50,000 lines.
  public static final long STANDARD_BYTES = 10L << 20;

  private static final int FILES = 10;
  private static final long TELL_NANOS = Duration.ofMinutes(1).toNanos();

  private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());

  private final @Nullable Path file;
  private final long maxBytes;
  private final boolean namedOnly;
  private final AtomicLong lost = new AtomicLong();

  /// Guarded by `this`, as is the file.
  private long told;

  private final Refusals refusals = new Refusals();

  /// Whether the last line may have been cut off, so that it is to be ended first.
  private boolean broken;

  private AuditTrail(@Nullable Path file, long maxBytes, boolean namedOnly) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.namedOnly = namedOnly;
  }

  /// One that keeps nothing.
  public static AuditTrail none() {
    return new AuditTrail(null, STANDARD_BYTES, false);
  }

  /// In a file, which is made with the first entry.
  public static AuditTrail in(Path file) {
    return in(file, STANDARD_BYTES);
  }

  /// @param maxBytes how large the file gets before another one is begun; ten of them are kept
  public static AuditTrail in(Path file, long maxBytes) {
    if (maxBytes < 1) {
      throw new Bounds.Violation("audit_log", "an audit log must have at least 1 byte, got " + maxBytes);
    }
    return new AuditTrail(file.toAbsolutePath().normalize(), maxBytes, false);
  }

  /// The same, but that it keeps nothing of those who need no key and so have no name.
  public AuditTrail ofNamedOnly() {
    return new AuditTrail(file, maxBytes, true);
  }

  /// Whether anything is kept of those who have a name here, or of those who have none.
  public boolean keeps(boolean named) {
    return file != null && (named || !namedOnly);
  }

  /// How many entries could not be written.
  public long lost() {
    return lost.get();
  }

  /// Keeps an entry. It is with the operating system when this returns, but for refusals like others of the same
  /// minute: these are counted, and their number is written with the first entry after it, or by [#close].
  public synchronized void add(TrailEntry entry) {
    if (file != null) {
      add(file, refusals.and(entry));
    }
  }

  /// Writes what was only counted. More may be added.
  @Override
  public synchronized void close() {
    if (file != null) {
      add(file, refusals.over(Instant.MAX));
    }
  }

  private void add(Path to, List<TrailEntry> entries) {
    for (TrailEntry entry : entries) {
      try {
        write(to, Json.line(entry) + "\n");
        broken = false;
      } catch (IOException e) {
        broken = true;
        lost.incrementAndGet();
        tell(to, e);
      }
    }
  }

  private void write(Path to, String line) throws IOException {
    Path folder = to.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (isFull(to)) {
      turn(to);
    }
    // Opened each time, so that another process may have renamed it. One write, so that lines do not mix.
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(((broken ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int ignored = channel.write(bytes);
      }
    }
  }

  private boolean isFull(Path to) throws IOException {
    try {
      return Files.size(to) >= maxBytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void turn(Path full) throws IOException {
    Optional<ProcessLock> taken = ProcessLock.take(full.resolveSibling(full.getFileName() + ".lock"));
    if (taken.isEmpty()) {
      // Another process does it.
      return;
    }
    try (ProcessLock _ = taken.get()) {
      if (!isFull(full)) {
        return;
      }
      for (int number = FILES - 2; number > 0; number--) {
        Path from = numbered(full, number);
        if (Files.exists(from)) {
          Files.move(from, numbered(full, number + 1), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.move(full, numbered(full, 1), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path numbered(Path file, int number) {
    return file.resolveSibling("%s.%d".formatted(file.getFileName(), number));
  }

  private void tell(Path to, IOException e) {
    if (told != 0 && System.nanoTime() - told < TELL_NANOS) {
      return;
    }
    told = System.nanoTime();
    LOG.log(
        Level.SEVERE,
        () ->
            "the audit log %s cannot be written, and who did what is not kept: %s"
                .formatted(to, DiskFullException.isBehind(e) ? DiskFullException.sentence(e) : e.toString()));
  }
}
