package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The room on the disk of one body that is kept in a file while it comes. All of them together may take half of what
/// the disk has left when the first of them comes, so that many at once are refused instead of filling it. Small ones
/// are not counted, and so never refused. For one thread at a time.
final class BodyDisk implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(BodyDisk.class.getName());

  /// However much the disk has.
  private static final long MOST = 16L << 30;

  /// Up to so many bytes are not counted.
  private static final long SMALL = 1 << 16;

  private static final int RETRY_SECONDS = 15;

  /// What all of them may take, reckoned anew whenever one comes and none is there.
  private static long all;

  private static long taken;

  private long held;

  BodyDisk() {}

  private static long left() {
    try {
      return Files.getFileStore(folder()).getUsableSpace();
    } catch (IOException e) {
      LOG.log(Level.WARNING, e, () -> "it cannot be told how much room " + folder() + " has");
      return MOST;
    }
  }

  /// Where such files are.
  static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /// Takes what more a body needs.
  ///
  /// @param bytes of the body so far
  /// @throws RequestException if others have too much
  void growTo(long bytes) {
    if (bytes <= Math.max(SMALL, held)) {
      return;
    }
    synchronized (BodyDisk.class) {
      if (taken == 0) {
        all = Math.min(MOST, left() / 2);
      }
      if (bytes > all) {
        throw new RequestException(
            HttpStatus.INSUFFICIENT_STORAGE,
            "disk_full",
            String.format(Locale.ROOT, "the disk has room for a file of %,d bytes at most while it is read", all));
      }
      if (taken - held + bytes > all) {
        throw RequestException.later(
            "server_busy",
            String.format(
                Locale.ROOT,
                "the files of all requests together may take at most %,d bytes, and others take too many now;"
                    + " try again in %d s",
                all,
                RETRY_SECONDS),
            RETRY_SECONDS);
      }
      taken += bytes - held;
      held = bytes;
    }
  }

  /// Gives all back.
  @Override
  public void close() {
    synchronized (BodyDisk.class) {
      taken -= held;
      held = 0;
    }
  }

  /// How many bytes all of them may take together.
  static long all() {
    synchronized (BodyDisk.class) {
      return taken == 0 ? Math.min(MOST, left() / 2) : all;
    }
  }
}
