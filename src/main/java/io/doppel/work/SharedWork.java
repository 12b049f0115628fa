package io.doppel.work;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Work that as many threads share as there are processors, and that is done whole or not at all: whatever one part
/// fails with, also an [Error], the whole fails with, and a cancellation ends all. Close it in any case; no thread
/// outlives that.
///
/// For the thread that begins it, which is also the one that hears of progress.
public final class SharedWork implements AutoCloseable {

  /// Parts that wait; whoever adds more waits as well, so that memory is bounded.
  private static final int MAX_WAITING = 256;

  private static final long PAUSE_MILLIS = 100;

  /// Bound in whatever does a part.
  private static final ScopedValue<Boolean> PART = ScopedValue.newInstance();

  private final ExecutorService workers;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong done = new AtomicLong();
  private final LongConsumer progress;
  private final BooleanSupplier cancelled;
  private volatile boolean closed;

  /// A part, for any thread.
  @FunctionalInterface
  public interface Part {
    void run() throws IOException;
  }

  private SharedWork(String name, LongConsumer progress, BooleanSupplier cancelled) {
    int processors = Runtime.getRuntime().availableProcessors();
    this.workers = Executors.newFixedThreadPool(processors, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    this.progress = progress;
    BooleanSupplier outer = Cancellation.current();
    this.cancelled = () -> cancelled.getAsBoolean() || outer.getAsBoolean();
  }

  /// @param name of the threads, for people who look at them
  /// @param progress hears how many parts are done, now and then
  /// @param cancelled asked now and then, from any thread; once true, whoever adds or finishes gets a
  ///     [CancellationException], and parts that have not begun never do
  public static SharedWork begin(String name, LongConsumer progress, BooleanSupplier cancelled) {
    return new SharedWork(name, progress, cancelled);
  }

  /// Whether this thread does a part of some work, so that others of its kind do so, too.
  public static boolean isPart() {
    return PART.isBound();
  }

  /// Gives a part to the next free thread, and waits while too many wait.
  ///
  /// @throws IOException if one of the parts before has; likewise anything else
  public void add(Part part) throws IOException {
    while (!acquired()) {
      lookAround();
    }
    lookAround();
    workers.execute(RightOfWay.asHere(() -> run(part)));
  }

  /// Waits until every part is done.
  ///
  /// @throws IOException if one of the parts has; likewise anything else
  public void finish() throws IOException {
    workers.shutdown();
    while (!ended()) {
      lookAround();
    }
    lookAround();
  }

  private void run(Part part) {
    try {
      rest();
      if (isWanted()) {
        Cancellation.within(
            cancelled,
            () -> {
              ScopedValue.where(PART, true)
                  .call(() -> {
                    part.run();
                    return true;
                  });
              return done.incrementAndGet();
            });
      }
    } catch (Throwable e) { // Also an error: without it, a result would be called complete that is not.
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  /// Gives way before a part, and no longer than parts are wanted.
  private void rest() {
    Cancellation.run(() -> !isWanted(), RightOfWay::give);
  }

  private boolean isWanted() {
    return failure.get() == null && !closed && !cancelled.getAsBoolean();
  }

  private void lookAround() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    Cancellation.check(cancelled);
    progress.accept(done.get());
  }

  private boolean acquired() {
    try {
      return room.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private boolean ended() {
    try {
      return workers.awaitTermination(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted");
  }

  /// Waits for the parts that have begun; none begins any more.
  @Override
  public void close() {
    closed = true;
    // Waits for them. No interrupt, which would close the files that they read.
    workers.close();
  }
}
