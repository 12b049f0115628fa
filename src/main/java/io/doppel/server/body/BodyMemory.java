package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/// The memory of one body. All bodies of the process together may take a part of its heap only, so that many at once
/// are refused instead of ending it; what a body becomes when it is read takes several times as much. Small bodies are
/// not counted, and so never refused. For one thread at a time.
public final class BodyMemory implements AutoCloseable {

  /// Of the heap.
  private static final int PART = 8;

  /// At least one of the largest bodies must have room.
  private static final int ALL =
      Math.clamp(Runtime.getRuntime().maxMemory() / PART, Bodies.MAX_BYTES, Integer.MAX_VALUE);

  /// Up to so many bytes are not counted: more than a question has.
  private static final int SMALL = 1 << 14;

  private static final int RETRY_SECONDS = 5;

  private static final Semaphore FREE = new Semaphore(ALL);

  private int held;

  BodyMemory() {}

  /// Takes what more a body needs.
  ///
  /// @param bytes of the body so far
  /// @throws RequestException if others have too much
  void growTo(int bytes) {
    if (bytes <= SMALL) {
      return;
    }
    if (!FREE.tryAcquire(bytes - held)) {
      throw RequestException.later(
          "server_busy",
          String.format(
              Locale.ROOT,
              "the bodies of all requests together may take at most %,d bytes, and others take too many now;"
                  + " try again in %d s",
              ALL,
              RETRY_SECONDS),
          RETRY_SECONDS);
    }
    held = bytes;
  }

  /// Gives all back.
  @Override
  public void close() {
    FREE.release(held);
    held = 0;
  }

  /// How many bytes all bodies may take together.
  static int all() {
    return ALL;
  }
}
