package io.doppel.index.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Does upkeep that no question is to wait for, on a thread of its own that lives while there is some. Thread-safe.
final class Maintenance implements Closeable {

  private static final Logger LOG = Logger.getLogger(Maintenance.class.getName());

  private static final long IDLE_SECONDS = 10;
  private static final long PATIENCE_SECONDS = 30;
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String name;
  private final Work work;

  /// One is under way and one waits: a third would find what the second has done.
  private final ThreadPoolExecutor thread;

  private volatile boolean closing;
  private final LongSupplier nanoTime;
  private volatile long notBefore;

  /// What is to be done, asked now and then whether to stop.
  interface Work {
    void run(BooleanSupplier stopped) throws IOException;
  }

  /// @param name of the collection, for people who read the log
  /// @param nanoTime a clock that never goes back, in nanoseconds
  Maintenance(String name, LongSupplier nanoTime, Work work) {
    this.name = name;
    this.nanoTime = nanoTime;
    this.notBefore = nanoTime.getAsLong();
    this.work = work;
    this.thread =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Thread.ofPlatform().daemon().name("upkeep-" + name).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /// Has it done soon, or after a failure a minute later; returns at once.
  void request() {
    if (nanoTime.getAsLong() - notBefore >= 0) {
      thread.execute(this::run);
    }
  }

  private void run() {
    if (closing) {
      return;
    }
    try {
      work.run(() -> closing);
    } catch (IOException | RuntimeException e) {
      // The index is as it was, and answers; whoever reads it later asks for this again.
      notBefore = nanoTime.getAsLong() + PAUSE_NANOS;
      if (!closing) {
        LOG.log(Level.WARNING, e, () -> "the upkeep of collection \"%s\" failed; it is tried again".formatted(name));
      }
    }
  }

  /// Stops what is under way, and waits for that.
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warning(() -> "the upkeep of collection \"%s\" does not stop".formatted(name));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
