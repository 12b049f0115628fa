package io.doppel.server.job;

import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Work on a collection, in a thread of its own; a few at once in this process, and others wait for them. It always ends: as done, as
/// failed, whatever it failed with, or as stopped.
///
/// @param <R> what comes of it, as programs see it
public final class Job<R> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Job.class.getName());

  /// So many compute at once: each may keep all cores busy.
  private static final Semaphore TURNS = new Semaphore(4, true);

  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final String name;
  private final long total;
  private final Work<R> work;
  private final Thread thread;
  private volatile long done;
  private volatile boolean cancelled;
  private volatile @Nullable R result;
  private volatile @Nullable Throwable failure;

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

  private static @Nullable String told(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> null;
      case CancellationException _ -> "stopped";
      case OutOfMemoryError _ -> "there is not enough memory for it";
      case Error e -> "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
      default -> String.valueOf(cause.getMessage());
    };
  }

  /// Throws what it failed with, if it did, so that who waits for a job answers as if it had done the work itself.
  public void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case CancellationException _ -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
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

  /// Tells the job to stop.
  public void stop() {
    cancelled = true;
  }

  /// Stops the job and waits for it, but no longer than some seconds.
  @Override
  public void close() {
    stop();
    await(PATIENCE);
  }

  private void run() {
    boolean turn = false;
    try {
      while (!turn) {
        Cancellation.check(() -> cancelled);
        turn = TURNS.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      result = Cancellation.<R, IOException>within(() -> cancelled, () -> work.run(count -> done = count, () -> cancelled));
    } catch (CancellationException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new CancellationException("interrupted");
    } catch (IOException | RuntimeException | Error e) {
      // An error as well, of which files that are cut off under a memory map are one kind: a job without an end would hold up others.
      failure = e;
      LOG.log(Level.WARNING, e, () -> name + " failed");
    } finally {
      if (turn) {
        TURNS.release();
      }
    }
  }
}
