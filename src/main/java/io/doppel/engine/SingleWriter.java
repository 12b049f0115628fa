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
  private volatile Optional<Indexing> indexing = Optional.empty();
  private volatile boolean stopped;

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
  /// @param documentsTotal documents in the source, -1 if unknown
  /// @throws CollectionBusyException if another thread changes the collection
  IndexingProgress index(long documentsTotal, IndexingListener listener, BooleanSupplier cancelled, Run run)
      throws IOException {
    return change(() -> {
      try {
        stopped = false;
        indexing = Optional.of(new Indexing(IndexingProgress.NONE, documentsTotal));
        return run.with(
            new TrackingListener(
                listener,
                progress -> indexing = Optional.of(new Indexing(progress, documentsTotal))),
            () -> stopped || cancelled.getAsBoolean());
      } finally {
        indexing = Optional.empty();
      }
    });
  }

  /// Where indexing is, if it is under way.
  Optional<Indexing> indexing() {
    return indexing;
  }

  /// Stops indexing soon; whether there was something to stop.
  boolean stop() {
    boolean something = indexing.isPresent();
    stopped = something;
    return something;
  }
}
