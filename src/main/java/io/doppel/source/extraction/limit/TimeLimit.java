package io.doppel.source.extraction.limit;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Work that is given up when it takes too long. It is told so by an interrupt, which [#check()] hears; work that does
/// not listen is left to itself, and counts among what may run at once until it ends.
public final class TimeLimit {

  /// Memory that reading one document may take.
  private static final long MEMORY = 384L << 20;

  /// Documents that are read at once.
  private static final Semaphore RUNNING =
      new Semaphore(Math.clamp(Runtime.getRuntime().maxMemory() / MEMORY, 1, 4));

  private TimeLimit() {}

  /// Runs work in a thread of its own.
  ///
  /// @param seconds for the work, and as long again to wait until there is room for it
  /// @throws ExtractionException as the work throws it, or if there is no room or time
  public static <T> T run(int seconds, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      if (!RUNNING.tryAcquire(seconds, TimeUnit.SECONDS)) {
        throw new ExtractionException("too many documents are being read; try again later");
      }
      Thread reading =
          Thread.ofPlatform()
              .daemon()
              .name("doppel-extraction")
              .unstarted(
                  () -> {
                    try {
                      task.run();
                    } finally {
                      RUNNING.release();
                    }
                  });
      boolean started = false;
      try {
        reading.start();
        started = true;
      } finally {
        if (!started) {
          RUNNING.release(); // The system has no thread left.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExtractionException("reading it was interrupted", e);
    }
    return result(task, seconds);
  }

  private static <T> T result(FutureTask<T> task, int seconds) throws IOException {
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ExtractionException("reading it takes longer than %d seconds".formatted(seconds), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExtractionException("reading it was interrupted", e);
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case IOException cause -> throw cause;
        case OutOfMemoryError cause ->
            throw new ExtractionException("reading it takes more memory than there is", cause);
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e);
      }
    } finally {
      task.cancel(true);
    }
  }

  /// Runs a part of such work in a thread of its own, which ends with the work or before it.
  ///
  /// @throws ExtractionException as the part throws it, or if there is no time for it
  public static <T> T part(int seconds, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("doppel-extraction-part").start(task);
    return result(task, seconds);
  }

  /// Ends work that was given up.
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("given up");
    }
  }
}
