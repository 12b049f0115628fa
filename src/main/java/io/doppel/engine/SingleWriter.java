package io.doppel.engine;

import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.TrackingListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Lets one at a time change a collection, and says how far indexing is. Thread-safe.
final class SingleWriter {

  private final CollectionName collection;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Optional<Indexing> indexing = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean stopped;

  SingleWriter(CollectionName collection) {
    this.collection = collection;
  }

  @FunctionalInterface
  interface Change<T> {
    T make() throws IOException;
  }

  @FunctionalInterface
  interface Run {
    IndexingProgress with(IndexingListener listener, BooleanSupplier cancelled) throws IOException;
  }

  /// @throws CollectionBusyException if another thread changes the collection
  <T> T change(Change<T> change) throws IOException {
    if (!turn.tryLock()) {
      throw new CollectionBusyException(collection);
    }
    try {
      return change.make();
    } finally {
      turn.unlock();
    }
  }

  /// Tells everybody how far indexing is and whether it got to its end.
  ///
  /// @param documentsTotal documents in the source, -1 if unknown
  /// @throws CollectionBusyException if another thread changes the collection
  IndexingProgress index(long documentsTotal, IndexingListener listener, BooleanSupplier cancelled, Run run)
      throws IOException {
    return change(
        () -> {
          try {
            stopped = false;
            indexing = Optional.of(new Indexing(IndexingProgress.NONE, documentsTotal));
            IndexingProgress end =
                run.with(
                    new TrackingListener(listener, progress -> indexing = Optional.of(new Indexing(progress, documentsTotal))),
                    () -> stopped || cancelled.getAsBoolean());
            failure = Optional.empty();
            return end;
          } catch (IOException | RuntimeException e) {
            failure = Optional.of("indexing stopped: " + e.getMessage());
            throw e;
          } finally {
            indexing = Optional.empty();
          }
        });
  }

  /// Where indexing is, if it is under way.
  Optional<Indexing> indexing() {
    return indexing;
  }

  /// Why the last indexing stopped, if it did not get to its end.
  Optional<String> failure() {
    return failure;
  }

  /// Stops indexing soon; whether there was something to stop.
  boolean stop() {
    boolean something = indexing.isPresent();
    stopped = something;
    return something;
  }
}
