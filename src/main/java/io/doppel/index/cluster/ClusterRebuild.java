package io.doppel.index.cluster;

import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.StoredDocuments;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.search.Cursor;
import io.doppel.index.cluster.search.DocumentReader;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.cluster.search.State;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The documents of an index while another one is made of them beside it: nobody writes to it meanwhile, and its name
/// goes over to the other one in one step.
final class ClusterRebuild implements StoredDocuments {

  private static final int PAGE = 200;
  private static final String BLOCK = "index.blocks.write";

  private final RestCluster cluster;
  private final Engine engine;
  private final String name;
  private final String alias;
  private final String index;
  private final About about;
  private final Lease lease;
  private final PointInTime view;
  private final State state;
  private final Cursor cursor;
  private final Deque<JsonNode> page = new ArrayDeque<>();
  private long done;
  private boolean replaced;

  private ClusterRebuild(
      RestCluster cluster,
      Engine engine,
      String name,
      String alias,
      String index,
      About about,
      Lease lease,
      PointInTime view)
      throws IOException {
    this.cluster = cluster;
    this.engine = engine;
    this.name = name;
    this.alias = alias;
    this.index = index;
    this.about = about;
    this.lease = lease;
    this.view = view;
    this.state = State.of(view);
    this.cursor = new Cursor(view, Map.of("_source", Stored.DOCUMENT), PAGE);
    lease.tell(0, state.documents());
  }

  /// See [io.doppel.index.Catalog#rebuild].
  ///
  /// @param alias the name by which the index is asked
  /// @param holder who makes it anew, and what for
  static ClusterRebuild open(RestCluster cluster, Engine engine, String name, String alias, Lease.Holder holder)
      throws IOException {
    String index;
    try {
      index = cluster.send("GET", "/_alias/" + alias).propertyNames().iterator().next();
    } catch (RefusedException e) {
      if (e.isMissing()) {
        throw new IndexClosedException("there is no collection \"%s\"".formatted(name), e);
      }
      throw e;
    }
    About about = About.read(cluster, name, index);
    Lease lease = Lease.take(new ClusterFile(cluster, name, Lease.FILE), holder);
    boolean open = false;
    try {
      cluster.send("PUT", "/%s/_block/write".formatted(index));
      cluster.send("POST", "/%s/_refresh".formatted(index));
      PointInTime view = PointInTime.open(cluster, engine, index);
      ClusterRebuild rebuild = new ClusterRebuild(cluster, engine, name, alias, index, about, lease, view);
      open = true;
      return rebuild;
    } finally {
      if (!open) {
        try (lease) {
          lift(cluster, index);
        }
      }
    }
  }

  /// Lets the index be written again.
  static void lift(RestCluster cluster, String index) throws IOException {
    cluster.send("PUT", "/%s/_settings".formatted(index), Collections.singletonMap(BLOCK, null));
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
    return Set.copyOf(new DocumentReader(view).contentHashes(documentIds).keySet());
  }

  @Override
  public boolean hasNext() {
    try {
      if (page.isEmpty()) {
        page.addAll(cursor.next());
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

  /// The name of the index that takes the place of this one: the next number.
  private String other() {
    return "%s.%d".formatted(alias, Integer.parseInt(index.substring(alias.length() + 1)) + 1);
  }

  @Override
  public PassageIndex replacement(Passport passport, IndexSettings settings) throws IOException {
    boolean there = cluster.has("/" + other());
    if (there && !isAlike(passport, settings)) {
      cluster.send("DELETE", "/" + other());
      there = false;
    }
    if (!there) {
      cluster.send(
          "PUT",
          "/" + other(),
          engine.index(List.of(), passport.encoder().dimension(), new About(passport, settings).toMap()));
    }
    ClusterIndex found = ClusterIndex.open(cluster, engine, name, other(), passport);
    found.configure(settings);
    if (there) {
      // What was written last, by one that died perhaps, is not published yet.
      found.publish();
    }
    return found;
  }

  private boolean isAlike(Passport passport, IndexSettings settings) throws IOException {
    About begun = About.read(cluster, name, other());
    return begun.passport().difference(passport).isEmpty()
        && begun.settings().languages().equals(settings.languages());
  }

  @Override
  public void replace() throws IOException {
    lease.require();
    cluster.send(
        "POST",
        "/_aliases",
        Map.of(
            "actions",
            List.of(
                Map.of("add", Map.of("index", other(), "alias", alias)),
                Map.of("remove_index", Map.of("index", index)))));
    replaced = true;
  }

  @Override
  public void leave() {
    if (!replaced) {
      lease.leave();
    }
  }

  @Override
  public void close() throws IOException {
    try (lease;
        view) {
      // Another one may have taken over what this one has lost.
      if (!replaced && lease.isHeld()) {
        lift(cluster, index);
      }
    }
  }
}
