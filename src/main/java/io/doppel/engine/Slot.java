package io.doppel.engine;

import io.doppel.classification.Classification;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where a collection is while it is open. Opening, making or deleting it may take a while, is done by one thread at a
/// time, and keeps nobody waiting who asks for another one. Thread-safe.
final class Slot {

  final ReentrantLock turn = new ReentrantLock();

  /// Written by who has the turn.
  volatile @Nullable DocumentCollection open;

  /// Also of a collection that cannot be opened, since another model made its index. Written by who has the turn.
  volatile @Nullable Classification classification;

  /// Whether nothing is open; for who has the turn.
  boolean isEmpty() {
    return open == null && classification == null;
  }

  /// The collection is gone; for who has the turn.
  void forget() {
    open = null;
    Classification gone = classification;
    classification = null;
    if (gone != null) {
      gone.close();
    }
  }

  /// Guarded by `this`.
  private @Nullable CompletableFuture<DocumentCollection> opening;

  interface Opener {
    DocumentCollection open() throws IOException;
  }

  /// The collection, opened by another thread if it is not open; empty if that takes longer than `patience`.
  Optional<DocumentCollection> open(Opener opener, Duration patience) throws IOException {
    DocumentCollection present = open;
    if (present != null) {
      return Optional.of(present);
    }
    try {
      return Optional.of(opening(opener).get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException("the collection cannot be opened", e);
      }
    }
  }

  /// Closes collection and classification if they are open; they count as closed also where that fails.
  void close() throws IOException {
    turn.lock();
    try {
      DocumentCollection collection = open;
      forget();
      if (collection != null) {
        collection.close();
      }
    } finally {
      turn.unlock();
    }
  }

  /// What is under way, or begins now.
  private synchronized CompletableFuture<DocumentCollection> opening(Opener opener) {
    CompletableFuture<DocumentCollection> known = opening;
    if (known != null && !known.isDone()) {
      return known;
    }
    CompletableFuture<DocumentCollection> begun = new CompletableFuture<>();
    opening = begun;
    Thread.ofPlatform()
        .daemon()
        .name("opening")
        .start(
            () -> {
              try {
                begun.complete(opener.open());
              } catch (IOException | RuntimeException | Error e) {
                begun.completeExceptionally(e);
              }
            });
    return begun;
  }
}
