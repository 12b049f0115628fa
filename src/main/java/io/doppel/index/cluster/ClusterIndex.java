package io.doppel.index.cluster;

import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexBounds;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.cluster.BulkWriter.Change;
import io.doppel.index.cluster.layout.DocumentWriter;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.layout.FactTerms;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.cluster.search.DocumentReader;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.Distribution;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An index in a cluster. What is put is durable at once, and shows with the next [#publish()] of anybody who writes to
/// it; nothing is dropped any more then.
final class ClusterIndex implements PassageIndex {

  /// How long what an index says of itself is taken for what it is.
  private static final long FRESH_NANOS = 1_000_000_000L;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Below the 100 MB that an engine takes as one request, if nobody has set anything else.
  private static final long MAX_BYTES = 95L << 20;

  /// How often an index that was closed to writing is looked for again: it was opened meanwhile, or another one has
  /// taken its place.
  private static final int ATTEMPTS = 5;

  /// Of all that this process writes.
  private static final Versions VERSIONS = new Versions(InstantSource.system());

  private final RestCluster cluster;
  private final Engine engine;
  private final String name;
  private final String index;
  private final Passport passport;
  private final BulkWriter writer;

  /// What was put and what was deleted since the last publishing; guarded by `this`.
  private final Map<String, Pending> pending = new HashMap<>();

  /// @param fields of what was put; empty if it was deleted
  private record Pending(long version, Optional<Map<String, String>> fields) {}

  private volatile @Nullable About about;
  private volatile long asked;
  private volatile boolean closed;

  /// @param name of the collection
  /// @param index its name in the cluster, whatever takes its place
  private ClusterIndex(RestCluster cluster, Engine engine, String name, String index, About about) {
    this.cluster = cluster;
    this.engine = engine;
    this.name = name;
    this.index = index;
    this.passport = about.passport();
    this.writer = new BulkWriter(cluster, VERSIONS);
    remember(about);
  }

  /// @throws PassportMismatchException if it was made with another passport
  static ClusterIndex open(RestCluster cluster, Engine engine, String name, String index, Passport wanted)
      throws IOException {
    About about = About.read(cluster, name, index);
    require(name, about, wanted);
    return new ClusterIndex(cluster, engine, name, index, about);
  }

  private static void require(String name, About about, Passport wanted) {
    about.passport().difference(wanted).ifPresent(
        difference -> {
          throw new PassportMismatchException(name, difference);
        });
  }

  private void remember(About found) {
    about = found;
    asked = System.nanoTime();
  }

  private void forget() {
    about = null;
  }

  @Override
  public Passport passport() {
    return passport;
  }

  private IndexClosedException gone(@Nullable RefusedException e) {
    return new IndexClosedException("collection \"%s\" is closed".formatted(name), e);
  }

  /// What the index says of itself, be it a second old.
  private About about() throws IOException {
    if (closed) {
      throw gone(null);
    }
    About known = about;
    if (known != null && System.nanoTime() - asked < FRESH_NANOS) {
      return known;
    }
    About found = ifThere(() -> About.read(cluster, name, index));
    require(name, found, passport);
    remember(found);
    return found;
  }

  private <T> T ifThere(Retries.Work<T> work) throws IOException {
    try {
      return Retries.patiently(PATIENCE, work);
    } catch (RefusedException e) {
      if (e.isMissing()) {
        throw gone(e);
      }
      throw e;
    }
  }

  @Override
  public IndexView view() throws IOException {
    About present = about();
    try {
      return new ClusterView(name, passport, present.settings(), pointInTime(present));
    } catch (IndexClosedException e) {
      // Another one may have taken its place.
      forget();
      About now = about();
      return new ClusterView(name, passport, now.settings(), pointInTime(now));
    }
  }

  private PointInTime pointInTime(About of) throws IOException {
    return ifThere(() -> PointInTime.open(cluster, engine, of.index().reading()));
  }

  @Override
  public void configure(IndexSettings settings) throws IOException {
    forget();
    About present = about();
    if (!present.settings().languages().equals(settings.languages())) {
      requireEmpty(present.settings(), settings);
    }
    present.with(settings).write(cluster);
    forget();
  }

  private void requireEmpty(IndexSettings present, IndexSettings wanted) throws IOException {
    try (IndexView view = view()) {
      if (view.documents() > 0) {
        throw new Bounds.Violation(
            "language",
            "collection \"%s\" has documents whose words were taken for %s, not for %s"
                .formatted(name, present.languages(), wanted.languages()));
      }
    }
  }

  @Override
  public Optional<String> refusal(Document document, List<Passage> passages) {
    long bytes = DocumentWriter.size(document, passages, passport.encoder().dimension());
    if (passages.size() > IndexFields.MAX_PASSAGES) {
      return Optional.of(
          "a document in a cluster has at most %d passages, got %d"
              .formatted(IndexFields.MAX_PASSAGES, passages.size()));
    }
    return bytes <= MAX_BYTES
        ? Optional.empty()
        : Optional.of(
            "a document in a cluster takes at most %d bytes with its %d passages, got %d"
                .formatted(MAX_BYTES, passages.size(), bytes));
  }

  @Override
  public void put(List<EmbeddedDocument> documents) throws IOException {
    IndexBounds.batch("documents", documents.size());
    documents.forEach(document -> IndexBounds.put(document, passport.encoder().dimension()));
    // Of two with one id, the later one.
    Map<String, EmbeddedDocument> byId = new LinkedHashMap<>();
    documents.forEach(document -> byId.put(document.document().id(), document));
    List<Change> changes =
        write(
            present -> {
              Languages languages = present.settings().languages();
              return writeAll(
                  present,
                  byId.values().stream()
                      .map(put -> Change.put(put.document().id(), DocumentWriter.line(put, languages)))
                      .toList());
            });
    synchronized (this) {
      for (Change change : changes) {
        EmbeddedDocument put = Objects.requireNonNull(byId.get(change.id()));
        pending.put(change.id(), new Pending(change.version(), Optional.of(put.document().fields())));
      }
    }
  }

  private List<Change> writeAll(About present, List<Change> changes) throws IOException {
    int left = writer.write(present.index().writing(), changes);
    if (left > 0) {
      throw new IllegalStateException("what is not conditional was left to others: " + left);
    }
    return changes;
  }

  private interface Writing<T> {
    T to(About present) throws IOException;
  }

  /// Writes, again where another index has taken the place of this one meanwhile.
  private <T> T write(Writing<T> writing) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return writing.to(about());
      } catch (BulkWriter.ClosedException e) {
        if (attempt == ATTEMPTS) {
          throw new IndexLockedException("collection \"%s\" is closed to writing".formatted(name), e);
        }
        forget();
        open(about());
      }
    }
  }

  /// Opens an index that is made anew by somebody who has died.
  ///
  /// @throws IndexLockedException if he has not
  private void open(About closed) throws IOException {
    WriteAccess access = new WriteAccess(cluster, closed.index());
    Optional<String> owner = ifThere(access::owner);
    if (owner.isPresent()) {
      Lease.requireFree(new ClusterFile(cluster, name, Lease.FILE));
      access.giveBack(owner.get());
    }
  }

  @Override
  public long delete(Collection<String> documentIds) throws IOException {
    Set<String> ids = new LinkedHashSet<>(documentIds);
    IndexBounds.batch("ids", ids.size());
    long seen;
    try (PointInTime view = pointInTime(about())) {
      seen = view.count(DocumentReader.having(ids));
    }
    List<Change> changes = write(present -> writeAll(present, ids.stream().map(Change::delete).toList()));
    synchronized (this) {
      changes.forEach(change -> pending.put(change.id(), new Pending(change.version(), Optional.empty())));
    }
    return seen;
  }

  /// What others wrote to meanwhile stays as they wrote it: whether it passes was not looked at.
  @Override
  public long delete(Filter filter) throws IOException {
    return write(
        present -> {
          Map<String, Long> seen;
          try (PointInTime view = pointInTime(present)) {
            seen = new DocumentReader(view).versions(FactTerms.query(filter));
          }
          List<Change> changes = passing(filter, seen);
          int left = writer.write(present.index().writing(), changes);
          synchronized (this) {
            changes.forEach(
                change -> pending.put(change.id(), new Pending(change.version(), Optional.empty())));
          }
          return Math.max(0L, seen.size() - left);
        });
  }

  /// Deletes what was seen to pass, as it was seen, and what was put here since and passes.
  private synchronized List<Change> passing(Filter filter, Map<String, Long> seen) {
    Map<String, Long> passing = new LinkedHashMap<>(seen);
    pending.forEach(
        (id, put) -> {
          if (put.version >= seen.getOrDefault(id, 0L)) {
            passing.remove(id);
            if (put.fields.isPresent() && filter.passes(put.fields.get())) {
              passing.put(id, put.version);
            }
          }
        });
    List<Change> changes = new ArrayList<>();
    passing.forEach((id, version) -> changes.add(Change.delete(id, version)));
    return changes;
  }

  @Override
  public void publish() throws IOException {
    if (closed) {
      throw gone(null);
    }
    // What comes meanwhile is published the next time.
    Map<String, Pending> before;
    synchronized (this) {
      before = Map.copyOf(pending);
    }
    ifThere(this::refresh);
    synchronized (this) {
      before.forEach(pending::remove);
    }
    forget();
  }

  private JsonNode refresh() throws IOException {
    JsonNode answer = cluster.send("POST", "/%s/_refresh".formatted(index));
    JsonNode shards = answer.path("_shards");
    if (shards.path("failed").asInt(0) > 0) {
      throw new IndexUnavailableException(
          "%s of %s shards of %s did not publish".formatted(shards.path("failed"), shards.path("total"), index));
    }
    return answer;
  }

  /// Nothing can be dropped any more, but is written again.
  @Override
  public void discard() {}

  /// Nobody has the right to write for himself.
  @Override
  public void release() {}

  /// The cluster looks after its indexes.
  @Override
  public Optional<Upkeep> upkeep() {
    return Optional.empty();
  }

  @Override
  public Optional<Distribution> distribution() throws IOException {
    if (closed) {
      throw gone(null);
    }
    JsonNode health = cluster.ask("/_cluster/health/%s?level=indices&timeout=1s".formatted(index));
    JsonNode lies = health.path("indices").iterator().next();
    int shards = lies.path("number_of_shards").asInt();
    int copies = 1 + lies.path("number_of_replicas").asInt();
    int missing = shards * copies - lies.path("active_shards").asInt();
    return Optional.of(new Distribution(lies.path("status").asString(), shards, copies, missing));
  }

  @Override
  public void close() {
    closed = true;
  }
}
