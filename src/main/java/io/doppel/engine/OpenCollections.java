package io.doppel.engine;

import io.doppel.classification.Classification;
import io.doppel.classification.NoExamplesException;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.model.LoadedModel;
import io.doppel.engine.model.ModelsInUse;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.index.Catalog;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.work.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Collections and their classifiers from when they are first asked for until they are deleted, here or by another
/// process. Each is opened once; whoever opens, makes or deletes one has its turn alone. Thread-safe.
final class OpenCollections implements Closeable {

  /// Hears that a collection was deleted.
  @FunctionalInterface
  interface Deletion {
    void of(CollectionName name) throws IOException;
  }

  private final Catalog catalog;
  private final ModelsInUse models;
  private final EmbeddingCache cache;
  private final SecondJudges secondJudges;
  private final Deletion gone;

  /// By name, for collections that are open or to which something is being done: who asks for names that never were
  /// leaves nothing behind.
  private final Map<String, Slot> slots = new ConcurrentSkipListMap<>();

  /// @param catalog has their indexes; stays the caller's, as do models, cache and second judges
  /// @param gone hears of each that is deleted
  OpenCollections(
      Catalog catalog, ModelsInUse models, EmbeddingCache cache, SecondJudges secondJudges, Deletion gone) {
    this.catalog = catalog;
    this.models = models;
    this.cache = cache;
    this.secondJudges = secondJudges;
    this.gone = gone;
  }

  /// @throws NoSuchCollectionException if there is none
  DocumentCollection collection(CollectionName name) throws IOException {
    require(name);
    return inTurn(
        name,
        slot -> {
          // Deleted while others had their turn, it is not to be made anew.
          if (slot.open == null && !exists(name)) {
            throw new NoSuchCollectionException(name);
          }
          return open(name, slot, catalog::open);
        });
  }

  /// The same; empty if it takes longer than `patience`. It goes on being opened then.
  Optional<DocumentCollection> collection(CollectionName name, Duration patience) throws IOException {
    require(name);
    return slot(name).open(() -> collection(name), patience);
  }

  /// The collection, made if it is missing.
  DocumentCollection orCreate(CollectionName name) throws IOException {
    return inTurn(name, slot -> open(name, slot, catalog::create));
  }

  /// The collection if somebody has asked for it.
  Optional<DocumentCollection> ifOpen(CollectionName name) {
    Slot slot = slots.get(name.value());
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.open);
  }

  /// All that somebody has asked for.
  List<DocumentCollection> all() {
    return slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.open)).toList();
  }

  /// How many it keeps in mind.
  int size() {
    return slots.size();
  }

  /// @throws NoExamplesException if there is no such collection
  Classification classification(CollectionName name) throws IOException {
    forget(name);
    return inTurn(
        name,
        slot -> {
          if (!exists(name)) {
            throw new NoExamplesException(name.value());
          }
          Classification known = slot.classification;
          DocumentCollection open = slot.open;
          // Also another program may have made the collection anew, with another model.
          Encoder encoder =
              open == null ? models.of(catalog.passport(name.value())).encoder() : open.encoder();
          if (known == null || !known.isOf(encoder)) {
            known = files(name).classification(name.value(), new CachingEncoder(encoder, cache));
            slot.classification = known;
          }
          return known;
        });
  }

  /// What belongs to a collection beside its index.
  CollectionFiles files(CollectionName name) {
    return CollectionFiles.of(catalog, name.value());
  }

  /// @throws NoSuchCollectionException if there is none
  void require(CollectionName name) throws IOException {
    if (!exists(name)) {
      forget(name);
      throw new NoSuchCollectionException(name);
    }
  }

  /// What makes a collection in a way of its own.
  @FunctionalInterface
  interface Making {
    void make() throws IOException;
  }

  /// Makes one while nobody else opens, makes or deletes it.
  void making(CollectionName name, Making making) throws IOException {
    inTurn(
        name,
        _ -> {
          making.make();
          return name;
        });
  }

  /// Lets a collection that another model has made anew be opened with that one the next time.
  ///
  /// @param now the encoder of that
  void reopen(CollectionName name, Encoder now) throws IOException {
    inTurn(
        name,
        slot -> {
          DocumentCollection old = slot.open;
          if (old != null && !old.encoder().equals(now)) {
            slot.open = null;
            old.close();
          }
          return name;
        });
  }

  /// Deletes a collection with all that belongs to it.
  ///
  /// @throws NoSuchCollectionException if there is none
  void delete(CollectionName name) throws IOException {
    require(name);
    inTurn(name, slot -> delete(name, slot));
  }

  /// Deletes a collection that was asked for and has neither documents nor anything that people entered, or that was
  /// learned from that. One that is being written to, here or by another process, stays.
  void deleteIfEmpty(CollectionName name) throws IOException {
    inTurn(
        name,
        slot -> {
          DocumentCollection collection = slot.open;
          if (collection != null && collection.documents() == 0 && !files(name).hasAny()) {
            try {
              collection.closeIdle();
              slot.forget();
              if (catalog.deleteIfEmpty(name.value())) {
                gone.of(name);
              }
            } catch (CollectionBusyException | IndexLockedException e) {
              // Others have documents for it.
            }
          }
          return name;
        });
  }

  /// Closes a collection that another process has deleted.
  void forget(CollectionName name) throws IOException {
    Slot known = slots.get(name.value());
    if (known == null || (known.open == null && known.classification == null)) {
      return;
    }
    inTurn(
        name,
        slot -> {
          if (!exists(name)) {
            DocumentCollection deleted = slot.open;
            slot.forget();
            if (deleted != null) {
              deleted.close();
            }
            gone.of(name);
          }
          return name;
        });
  }

  /// Closes all of them, also where closing one fails.
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Slot slot : slots.values()) {
      try {
        slot.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private interface Opening {
    PassageIndex of(String name, Passport passport) throws IOException;
  }

  private DocumentCollection open(CollectionName name, Slot slot, Opening opening) throws IOException {
    DocumentCollection known = slot.open;
    if (known != null) {
      return known;
    }
    LoadedModel model = models.of(catalog.passport(name.value()));
    PassageIndex index = opening.of(name.value(), model.passport());
    DocumentCollection collection =
        new DocumentCollection(
            name, files(name), index, model.encoder(), model.splitter(), cache, secondJudges);
    slot.open = collection;
    return collection;
  }

  private CollectionName delete(CollectionName name, Slot slot) throws IOException {
    DocumentCollection collection = slot.open;
    if (collection != null) {
      collection.closeIdle();
    }
    slot.forget();
    catalog.delete(name.value());
    gone.of(name);
    return name;
  }

  private boolean exists(CollectionName name) throws IOException {
    return catalog.holds(name.value());
  }

  private Slot slot(CollectionName name) {
    return slots.computeIfAbsent(name.value(), each -> new Slot());
  }

  private interface Turn<T> {
    T take(Slot slot) throws IOException;
  }

  private <T> T inTurn(CollectionName name, Turn<T> turn) throws IOException {
    while (true) {
      Slot slot = slot(name);
      Cancellation.lock(slot.turn);
      try {
        // Else others have left it behind meanwhile, and there may be a new one.
        if (slots.get(name.value()) == slot) {
          return take(name, slot, turn);
        }
      } finally {
        slot.turn.unlock();
      }
    }
  }

  private <T> T take(CollectionName name, Slot slot, Turn<T> turn) throws IOException {
    try {
      return turn.take(slot);
    } finally {
      if (slot.isEmpty() && slot.turn.getHoldCount() == 1) {
        slots.remove(name.value(), slot);
      }
    }
  }
}
