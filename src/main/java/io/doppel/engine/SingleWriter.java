package io.doppel.engine;

import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.TrackingListener;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Lets one at a time change a collection, in the order in which they come, and says how far indexing is. A few wait
/// for their turn, and not for long: behind a whole collection that is being indexed nobody would get one. Thread-safe.
final class SingleWriter {

  private static final int MOST_WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CollectionName collection;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile Optional<Running> running = Optional.empty();

  SingleWriter(CollectionName collection) {
    this(collection, PATIENCE);
  }

  /// @param patience how long one waits for a turn
  SingleWriter(CollectionName collection, Duration patience) {
    this.collection = collection;
    this.patience = patience;
  }

  @FunctionalInterface
  interface Change<T> {
    T make() throws IOException;
  }

  /// One run of indexing, which alone is stopped by its flag.
  private static final class Running {

    private volatile Indexing indexing;
    private volatile boolean stopped;

    private Running(Indexing indexing) {
      this.indexing = indexing;
    }
  }

  @FunctionalInterface
  interface Run {
    IndexingProgress with(IndexingListener listener, BooleanSupplier cancelled) throws IOException;
  }

  /// Waits for its turn, unless it is its turn already.
  ///
  /// @throws CollectionBusyException if others change the collection for long, or too many wait for that
  /// @throws CancellationException if nobody waits for the change any more
  <T> T change(Change<T> change) throws IOException {
    await();
    return make(
        () -> {
          Cancellation.check();
          return change.make();
        });
  }

  /// @throws CollectionBusyException if another thread changes the collection
  <T> T changeIfIdle(Change<T> change) throws IOException {
    if (!turn.tryLock()) {
      throw new CollectionBusyException(collection);
    }
    return make(change);
  }

  private <T> T make(Change<T> change) throws IOException {
    try {
      return change.make();
    } finally {
      turn.unlock();
    }
  }

  private void await() {
    try {
      boolean mine = turn.isHeldByCurrentThread();
      if ((!mine && turn.getQueueLength() >= MOST_WAITING) || !turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CollectionBusyException(collection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while others changed the collection");
    }
  }

  /// Tells everybody how far indexing is and whether it got to its end.
  ///
  /// @param begin where it begins
  /// @throws CollectionBusyException if another thread changes the collection
  IndexingProgress index(Indexing begin, IndexingListener listener, BooleanSupplier cancelled, Run run)
      throws IOException {
    return change(() -> {
      Running now = new Running(begin);
      try {
        running = Optional.of(now);
        return run.with(
            new TrackingListener(listener, progress -> now.indexing = begin.at(progress)),
            () -> now.stopped || cancelled.getAsBoolean());
      } finally {
        running = Optional.empty();
      }
    });
  }

  /// Where indexing is, if it is under way.
  Optional<Indexing> indexing() {
    return running.map(now -> now.indexing);
  }

  /// Stops indexing that is for that soon; whether there was some.
  boolean stop(Indexing.Aim aim) {
    Optional<Running> now = running.filter(one -> one.indexing.aim() == aim);
    now.ifPresent(one -> one.stopped = true);
    return now.isPresent();
  }
}
