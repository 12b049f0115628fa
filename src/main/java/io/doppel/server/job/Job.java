package io.doppel.server.job;

import java.io.IOException;
import java.time.Duration;
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
  private volatile @Nullable Exception failure;

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

    /// Which part is done, 0 to 1.
    public double part() {
      return state.equals("done") ? 1 : total > 0 ? Math.clamp((double) done / total, 0, 1) : 0;
    }

    /// The same with another view of what came of it.
    public <V> Status<V> with(@Nullable V view) {
      return new Status<>(state, done, total, view, error);
    }

    static <R> Status<R> none() {
      return new Status<>("none", 0, 0, null, null);
    }
  }

  /// @param name for people who read the log
  /// @param total of what is counted as done
  public static <R> Job<R> start(String name, long total, Work<R> work) {
    Job<R> job = new Job<>(name, total, work);
    job.thread.start();
    return job;
  }

  public Status<R> status() {
    R found = result;
    String error = told(failure);
    return new Status<>(found != null ? "done" : error != null ? "failed" : "running", done, total, found, error);
  }

  public boolean isRunning() {
    return thread.isAlive();
  }

  private static @Nullable String told(@Nullable Exception cause) {
    return cause == null ? null : cause instanceof CancellationException ? "stopped" : String.valueOf(cause.getMessage());
  }

  /// Throws what it failed with, if it did, so that who waits for a job answers as if it had done the work itself.
  public void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case CancellationException _ -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }

  /// Waits for the end, but no longer than this.
  public void await(Duration longest) {
    try {
      thread.join(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      failure = e;
    } catch (IOException | RuntimeException e) {
      failure = e;
      LOG.log(Level.WARNING, e, () -> name + " failed");
    }
  }
}
