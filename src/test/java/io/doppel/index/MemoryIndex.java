package io.doppel.index;

import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/// An index in memory. Thread-safe.
@NullMarked
final class MemoryIndex implements PassageIndex {

  static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /// What is published.
  ///
  /// @param documents by id, in order of code points; not to be changed
  record State(
      Passport passport,
      long commits,
      IndexSettings settings,
      NavigableMap<String, EmbeddedDocument> documents) {}

  /// What outlives an opening.
  static final class Storage {

    private volatile State state;

    Storage(Passport passport) {
      this.state = new State(passport, 0, IndexSettings.STANDARD, new TreeMap<>(BY_CODE_POINT));
    }

    Passport passport() {
      return state.passport;
    }

    State state() {
      return state;
    }

    synchronized void become(Storage other) {
      state = new State(other.state.passport, state.commits + 1, other.state.settings, other.state.documents);
    }

    private synchronized void publish(Map<String, Optional<EmbeddedDocument>> changes, IndexSettings settings) {
      if (changes.isEmpty() && settings.equals(state.settings)) {
        return;
      }
      NavigableMap<String, EmbeddedDocument> documents = new TreeMap<>(state.documents);
      changes.forEach((id, change) ->
          change.ifPresentOrElse(put -> documents.put(id, put), () -> documents.remove(id)));
      state = new State(state.passport, state.commits + 1, settings, documents);
    }
  }

  private final Storage storage;
  private final Passport passport;

  /// Guarded by `this`.
  private final Map<String, Optional<EmbeddedDocument>> pending = new HashMap<>();

  private volatile boolean closed;

  MemoryIndex(Storage storage) {
    this.storage = storage;
    this.passport = storage.passport();
  }

  @Override
  public Passport passport() {
    return passport;
  }

  @Override
  public IndexView view() throws IndexClosedException {
    if (closed) {
      throw new IndexClosedException("the index is closed", null);
    }
    State state = storage.state();
    state.passport.difference(passport).ifPresent(
        difference -> {
          throw new PassportMismatchException("memory", difference);
        });
    return new MemoryView(state);
  }

  @Override
  public void configure(IndexSettings settings) {
    storage.publish(Map.of(), settings);
  }

  @Override
  public synchronized void put(List<EmbeddedDocument> documents) {
    IndexBounds.batch("documents", documents.size());
    documents.forEach(document -> IndexBounds.put(document, passport.encoder().dimension()));
    documents.forEach(document -> pending.put(document.document().id(), Optional.of(document)));
  }

  @Override
  public synchronized long delete(Collection<String> documentIds) {
    documentIds.forEach(id -> pending.put(id, Optional.empty()));
    return documentIds.stream().filter(storage.state().documents::containsKey).count();
  }

  @Override
  public synchronized long delete(Filter filter) {
    NavigableMap<String, EmbeddedDocument> published = storage.state().documents;
    published.forEach((id, document) -> pending.putIfAbsent(id, Optional.of(document)));
    pending.replaceAll((id, change) -> change.filter(put -> !filter.passes(put.document().fields())));
    return published.values().stream().filter(document -> filter.passes(document.document().fields())).count();
  }

  @Override
  public synchronized void publish() {
    storage.publish(pending, storage.state().settings);
    pending.clear();
  }

  @Override
  public synchronized void discard() {
    pending.clear();
  }

  @Override
  public void release() {
    discard();
  }

  @Override
  public Optional<Upkeep> upkeep() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
    discard();
  }
}
