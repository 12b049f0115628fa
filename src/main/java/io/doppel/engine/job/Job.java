package io.doppel.engine.job;

import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Work on a collection, in a thread of its own, begun by [Jobs]. It always ends: as done, as failed, whatever it
/// failed with, or as cancelled. Thread-safe.
///
/// @param <R> what comes of it
public final class Job<R> {

  private static final Logger LOG = Logger.getLogger(Job.class.getName());

  private static final int MOST_EVENTS = 1_000;
  private static final long LOOK_MILLIS = 100;

  private final String id;
  private final JobKind<R> kind;
  private final String collection;
  private final String owner;
  private final JobWork<R> work;
  private final Clock clock;
  private final Consumer<JobState> ended;
  private final Instant createdAt;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long done;
  private volatile long total;
  private volatile boolean cancelled;

  // Guarded by `this`.
  private JobState state = JobState.WAITING;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private @Nullable R result;
  private long bytes;
  private @Nullable Throwable failure;
  private final Deque<JobEvent> events = new ArrayDeque<>();
  private long lastEvent;

  /// @param ended hears how it ended
  Job(
      String id,
      JobKind<R> kind,
      String collection,
      String owner,
      long total,
      JobWork<R> work,
      Clock clock,
      Consumer<JobState> ended) {
    this.id = id;
    this.kind = kind;
    this.collection = collection;
    this.owner = owner;
    this.total = total;
    this.work = work;
    this.clock = clock;
    this.ended = ended;
    this.createdAt = clock.instant();
  }

  /// Hard to guess, and of no other job.
  public String id() {
    return id;
  }

  public JobKind<R> kind() {
    return kind;
  }

  /// The name of the collection that it works on.
  public String collection() {
    return collection;
  }

  /// Whose it is; empty where it is nobody's in particular.
  String owner() {
    return owner;
  }

  public synchronized JobStatus<R> status() {
    return new JobStatus<>(state, done, total, createdAt, startedAt, finishedAt, result, told(failure));
  }

  /// Whether it goes on, or waits for its turn.
  public boolean isUnderWay() {
    return end.getCount() > 0;
  }

  /// What came of it as programs see it now; null unless it is done.
  public @Nullable Object view() throws IOException {
    R found = status().result();
    return found == null ? null : kind.view(found);
  }

  /// What it told behind the event of that number, in order; only the last thousand are kept.
  ///
  /// @param number 0 for all
  public synchronized List<JobEvent> eventsAfter(long number) {
    return events.stream().filter(event -> event.number() > number).toList();
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
    switch (failure()) {
      case null -> {}
      case CancellationException _ -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  /// Waits for the end, but no longer than this.
  ///
  /// @return whether it has ended
  public boolean await(Duration longest) {
    try {
      return RightOfWay.<Boolean, InterruptedException>waiting(
          () -> end.await(longest.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits for what comes of it, as if the thread that asks had done the work.
  ///
  /// @param progress hears now and then how much is done, in the thread that asks
  /// @param stop asked now and then; once true, the job is cancelled
  /// @throws CancellationException if it was cancelled, which does not end the wait before the job does
  /// @throws IOException if it failed so; likewise anything else
  public R await(LongConsumer progress, BooleanSupplier stop) throws IOException {
    Duration look = Duration.ofMillis(LOOK_MILLIS);
    while (isUnderWay() && !await(look)) {
      progress.accept(done);
      if (stop.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        cancel();
        awaitUninterruptibly();
      }
    }
    progress.accept(done);
    rethrow();
    R found = status().result();
    if (found == null) {
      throw new CancellationException("stopped");
    }
    return found;
  }

  private void awaitUninterruptibly() {
    boolean interrupted = false;
    while (isUnderWay()) {
      try {
        end.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells it to stop, which it does soon; at once if it waits for its turn.
  public void cancel() {
    cancelled = true;
    synchronized (this) {
      if (state == JobState.WAITING) {
        end(JobState.CANCELLED, null, new CancellationException("stopped"));
      }
    }
  }

  /// About how much memory its result takes.
  synchronized long bytes() {
    return bytes;
  }

  /// Gives it its turn, in the thread that is its own.
  void run() {
    synchronized (this) {
      if (state != JobState.WAITING) {
        return;
      }
      state = JobState.RUNNING;
      startedAt = clock.instant();
    }
    try {
      R found =
          Cancellation.<R, IOException>within(
              () -> cancelled, () -> RightOfWay.behind(() -> work.run(new Heard(), () -> cancelled)));
      end(JobState.DONE, found, null);
    } catch (CancellationException e) {
      end(JobState.CANCELLED, null, e);
    } catch (Bounds.Violation e) {
      // No fault of the program: whoever asked for it hears the sentence.
      LOG.log(Level.FINE, e, () -> "%s of collection \"%s\" was refused".formatted(kind, collection));
      end(JobState.FAILED, null, e);
    } catch (IOException | RuntimeException | Error e) {
      // An error as well, of which files that are cut off under a memory map are one kind: a job without an end would
      // hold up others.
      LOG.log(Level.WARNING, e, () -> "%s of collection \"%s\" failed".formatted(kind, collection));
      end(JobState.FAILED, null, e);
    }
  }

  private synchronized void end(JobState last, @Nullable R found, @Nullable Throwable cause) {
    state = last;
    result = found;
    bytes = found == null ? 0 : kind.bytes(found);
    failure = cause;
    finishedAt = clock.instant();
    ended.accept(last);
    end.countDown();
  }

  private final class Heard implements JobProgress {

    @Override
    public void accept(long count) {
      done = count;
    }

    @Override
    public void total(long count) {
      total = count;
    }

    @Override
    public void tell(Object event) {
      synchronized (Job.this) {
        lastEvent++;
        events.addLast(new JobEvent(lastEvent, event));
        if (events.size() > MOST_EVENTS) {
          events.removeFirst();
        }
      }
    }
  }
}
