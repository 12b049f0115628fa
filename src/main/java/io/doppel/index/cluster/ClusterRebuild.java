package io.doppel.index.cluster;

import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.StoredDocuments;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.cluster.search.Cursor;
import io.doppel.index.cluster.search.DocumentReader;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.cluster.search.State;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;

/// The documents of an index while another one is made of them beside it: nobody writes to it meanwhile, and its name
/// goes over to the other one in one step.
final class ClusterRebuild implements StoredDocuments {

  private static final Logger LOG = Logger.getLogger(ClusterRebuild.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 200;

  private final RestCluster cluster;
  private final Engine engine;
  private final String name;
  private final About about;
  private final Lease lease;
  private final WriteAccess access;
  private final State state;
  private final Cursor cursor;
  private final Deque<JsonNode> page = new ArrayDeque<>();
  private volatile PointInTime view;
  private long done;
  private boolean replaced;
  private boolean left;

  private ClusterRebuild(
      RestCluster cluster, Engine engine, String name, About about, Lease lease, PointInTime view, State state) {
    this.cluster = cluster;
    this.engine = engine;
    this.name = name;
    this.about = about;
    this.lease = lease;
    this.access = new WriteAccess(cluster, about.index());
    this.view = view;
    this.state = state;
    this.cursor = 
        Cursor.byId(
            view,
            Map.of("_source", Stored.DOCUMENT, "docvalue_fields", List.of(IndexFields.COUNT)),
            PAGE,
            PointInTime.PASSAGES);
    lease.tell(0, state.documents());
    // Embedding one page may take longer than a view is held.
    lease.keep(() -> this.view.touch());
  }

  /// See [io.doppel.index.Catalog#rebuild].
  ///
  /// @param alias the name by which the index is asked
  /// @param holder who makes it anew, and what for
  static ClusterRebuild open(RestCluster cluster, Engine engine, String name, String alias, Lease.Holder holder)
      throws IOException {
    require(cluster, name, alias);
    Lease lease = Lease.take(new ClusterFile(cluster, name, Lease.FILE), holder);
    About about = null;
    boolean open = false;
    try {
      // Not before: whoever had it may just have put another one in its place.
      about = About.read(cluster, name, alias);
      lease.tell(about.index());
      new WriteAccess(cluster, about.index()).take(lease.owner());
      cluster.send("POST", "/%s/_refresh".formatted(about.index().index()));
      PointInTime view = PointInTime.open(cluster, engine, about.index().reading());
      try {
        State state = Retries.patiently(PATIENCE, () -> State.of(view));
        ClusterRebuild rebuild = new ClusterRebuild(cluster, engine, name, about, lease, view, state);
        open = true;
        return rebuild;
      } finally {
        if (!open) {
          view.close();
        }
      }
    } finally {
      if (!open) {
        try (lease) {
          if (about != null) {
            new WriteAccess(cluster, about.index()).giveBack(lease.owner());
          }
          lease.finish();
        }
      }
    }
  }

  private static void require(RestCluster cluster, String name, String alias) throws IOException {
    if (!cluster.has("/_alias/" + alias)) {
      throw new IndexClosedException("there is no collection \"%s\"".formatted(name), null);
    }
  }

  /// All indexes of a collection, also such as nobody asks.
  static List<String> indexes(RestCluster cluster, String alias) throws IOException {
    return List.copyOf(cluster.send("GET", "/%s.*/_alias".formatted(alias)).propertyNames());
  }

  @Override
  public long count() {
    return state.documents();
  }

  @Override
  public IndexSettings settings() {
    return about.settings();
  }

  @Override
  public Set<String> present(Collection<String> documentIds) throws IOException {
    return read(() -> Set.copyOf(new DocumentReader(view).contentHashes(documentIds).keySet()));
  }

  /// Reads, from another view where one is lost: nobody writes, so it shows the same.
  private <T> T read(Retries.Work<T> reading) throws IOException {
    return Retries.patiently(
        PATIENCE,
        () -> {
          try {
            return reading.done();
          } catch (RefusedException e) {
            if (!e.isLostView()) {
              throw e;
            }
            view = sameView();
            cursor.goOn(view);
            return reading.done();
          }
        });
  }

  /// @throws IndexLockedException if it does not show the same
  private PointInTime sameView() throws IOException {
    PointInTime other = PointInTime.open(cluster, engine, about.index().reading());
    if (!State.of(other).equals(state)) {
      other.close();
      throw new IndexLockedException(
          "others wrote to collection \"%s\" while it was made anew; make it anew once more".formatted(name), null);
    }
    return other;
  }

  @Override
  public boolean hasNext() {
    try {
      if (page.isEmpty()) {
        page.addAll(read(cursor::next));
      }
      return !page.isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all documents were read");
    }
    lease.tell(++done, state.documents());
    return Stored.document(page.remove().path("_source"));
  }

  /// The index that takes the place of this one.
  private IndexName other(Passport passport) {
    return about.index().next(passport);
  }

  @Override
  public PassageIndex replacement(Passport passport, IndexSettings settings) throws IOException {
    IndexName other = other(passport);
    Set<String> left = new HashSet<>(indexes(cluster, about.index().collection()));
    left.remove(about.index().index());
    boolean there = left.contains(other.index()) && isAlike(other, passport, settings);
    if (there) {
      left.remove(other.index());
    }
    for (String index : left) {
      cluster.send("DELETE", "/" + index);
    }
    if (!there) {
      cluster.send(
          "PUT",
          "/" + other.index(),
          engine.index(
              other.others(), passport.encoder().dimension(), new About(other, passport, settings).toMap()));
    }
    ClusterIndex found = ClusterIndex.open(cluster, engine, name, other.index(), passport);
    found.configure(settings);
    if (there) {
      // What was written last, by one that died perhaps, is not published yet.
      found.publish();
    }
    return found;
  }

  private boolean isAlike(IndexName other, Passport passport, IndexSettings settings) throws IOException {
    try {
      About begun = About.read(cluster, name, other.index());
      return begun.passport().difference(passport).isEmpty()
          && begun.settings().languages().equals(settings.languages());
    } catch (DamagedIndexException e) {
      return false;
    }
  }

  @Override
  public void replace() throws IOException {
    lease.require();
    // Whatever went wrong meanwhile: what was written to this index is in the other one, too, or nothing is replaced.
    cluster.send("POST", "/%s/_refresh".formatted(about.index().index()));
    sameView().close();
    access.handOver(lease.owner(), other(about.passport()));
    replaced = true;
    try {
      Retries.patiently(PATIENCE, () -> cluster.send("DELETE", "/" + about.index().index()));
    } catch (RefusedException | IndexUnavailableException e) {
      LOG.log(Level.WARNING, e, () -> "an index that was replaced is left: " + about.index().index());
    }
  }

  @Override
  public void leave() {
    left = true;
  }

  @Override
  public void close() throws IOException {
    try (lease) {
      view.close();
      if (!replaced) {
        access.giveBack(lease.owner());
      }
      if (replaced || !left) {
        lease.finish();
      }
    } catch (RefusedException e) {
      // It was deleted.
      if (!e.isMissing()) {
        throw e;
      }
    }
  }
}
