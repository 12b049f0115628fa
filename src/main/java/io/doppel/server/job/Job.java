package io.doppel.server.job;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Work on a collection, in a thread of its own.
///
/// @param <R> what comes of it, as programs see it
public final class Job<R> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Job.class.getName());

  private final String name;
  private final long total;
  private final Work<R> work;
  private final Thread thread;
  private volatile long done;
  private volatile boolean cancelled;
  private volatile @Nullable R result;
  private volatile @Nullable String failure;

  private Job(String name, long total, Work<R> work) {
    this.name = name;
    this.total = total;
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /// What is to be done.
  @FunctionalInterface
  public interface Work<R> {

    /// @param progress to be told how much is done
    /// @param cancelled to be asked now and then
    /// @throws CancellationException once `cancelled` says so
    R run(LongConsumer progress, BooleanSupplier cancelled) throws IOException;
  }

  /// Where a job is. `state` is `none`, `running`, `done` or `failed`.
  public record Status<R>(String state, long done, long total, @Nullable R result, @Nullable String error) {

    static <R> Status<R> none() {
      return new Status<>("none", 0, 0, null, null);
    }
  }

  /// @param name for people who read the log
  /// @param total of what is counted as done
  static <R> Job<R> start(String name, long total, Work<R> work) {
    Job<R> job = new Job<>(name, total, work);
    job.thread.start();
    return job;
  }

  Status<R> status() {
    R found = result;
    String error = failure;
    return new Status<>(found != null ? "done" : error != null ? "failed" : "running", done, total, found, error);
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /// Stops the job and waits for it.
  @Override
  public void close() {
    cancelled = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      result = work.run(count -> done = count, () -> cancelled);
    } catch (CancellationException e) {
      failure = "stopped";
    } catch (IOException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      LOG.log(Level.WARNING, e, () -> name + " failed");
    }
  }
}
