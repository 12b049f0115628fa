package io.doppel.index.cluster;

import io.doppel.file.KeptFile;
import io.doppel.index.Catalog;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.StoredDocuments;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.upkeep.Calls;
import io.doppel.index.upkeep.Copies;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Rebuilding;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Indexes in a cluster of Elasticsearch or OpenSearch. The index of a collection is `PREFIX.NAME.1`, or another number
/// after it was rebuilt, and `PREFIX.NAME` is another name for it, by which it is asked. Thread-safe.
public final class ClusterCatalog implements Catalog {

  private final RestCluster cluster;
  private final String prefix;

  /// Tells this catalog from those of other processes.
  private final String process = UUID.randomUUID().toString();

  /// Known after the first answer of the cluster.
  private volatile @Nullable Engine engine;

  /// Nothing is asked before somebody asks something of this.
  public ClusterCatalog(ClusterAddress address, ClusterAccess access) {
    this.cluster = RestCluster.at(address, access);
    this.prefix = address.prefix();
  }

  private String alias(String name) {
    return prefix + "." + name;
  }

  private Engine engine() throws IOException {
    Engine known = engine;
    if (known == null) {
      known = Engine.of(cluster);
      engine = known;
    }
    return known;
  }

  @Override
  public List<String> names() throws IOException {
    return List.copyOf(collections().keySet());
  }

  /// What the index of each is called now.
  private Map<String, String> collections() throws IOException {
    Map<String, String> collections = new TreeMap<>();
    cluster
        .send("GET", "/_alias/%s.*".formatted(prefix))
        .properties()
        .forEach(
            index ->
                index.getValue().path("aliases").propertyNames().stream()
                    .filter(alias -> alias.startsWith(prefix + ".") && alias.indexOf('.', prefix.length() + 1) < 0)
                    .forEach(alias -> collections.put(alias.substring(prefix.length() + 1), index.getKey())));
    return collections;
  }

  @Override
  public boolean holds(String name) throws IOException {
    return cluster.has("/_alias/" + alias(name));
  }

  @Override
  public PassageIndex open(String name, Passport passport) throws IOException {
    try {
      return ClusterIndex.open(cluster, engine(), name, alias(name), passport);
    } catch (RefusedException e) {
      if (e.isMissing()) {
        throw new IndexClosedException("there is no collection \"%s\"".formatted(name), e);
      }
      throw e;
    }
  }

  @Override
  public PassageIndex create(String name, Passport passport) throws IOException {
    if (!holds(name)) {
      var ignored = make(name, passport);
    }
    return open(name, passport);
  }

  @Override
  public PassageIndex createNew(String name, Passport passport) throws IOException {
    if (holds(name) || !make(name, passport)) {
      throw new FileAlreadyExistsException(alias(name));
    }
    return open(name, passport);
  }

  /// Whether it was made here; if not, somebody else has made it meanwhile.
  private boolean make(String name, Passport passport) throws IOException {
    try {
      // What somebody left who wrote to a collection of that name while it was deleted.
      ClusterFile.deleteAll(cluster, name);
      About about = new About(IndexName.of(alias(name), 1, passport), passport, IndexSettings.STANDARD);
      List<String> names = new ArrayList<>(about.index().others());
      names.add(alias(name));
      cluster.send(
          "PUT",
          "/" + about.index().index(),
          engine().index(names, passport.encoder().dimension(), about.toMap()));
      return true;
    } catch (RefusedException e) {
      if (!e.isThere()) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void delete(String name) throws IOException {
    // Read and not taken: on a disk that is full nothing can be written, and an index be deleted nevertheless.
    Lease.requireFree(file(name, Lease.FILE));
    deleteAll(name);
  }

  private void deleteAll(String name) throws IOException {
    // Also such as a rebuilding has left.
    List<String> indexes = ClusterRebuild.indexes(cluster, alias(name));
    if (!indexes.isEmpty()) {
      cluster.send("DELETE", "/" + String.join(",", indexes));
    }
    ClusterFile.deleteAll(cluster, name);
  }

  @Override
  public boolean deleteIfEmpty(String name) throws IOException {
    try (StoredDocuments nobodyWrites = rebuild(name)) {
      if (nobodyWrites.count() > 0) {
        return false;
      }
      deleteAll(name);
      return true;
    } catch (IndexClosedException e) {
      return false;
    }
  }

  @Override
  public Optional<Passport> passport(String name) throws IOException {
    try {
      return Optional.of(About.read(cluster, name, alias(name)).passport());
    } catch (RefusedException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public StoredDocuments rebuild(String name, String order) throws IOException {
    return ClusterRebuild.open(cluster, engine(), name, alias(name), new Lease.Holder(process, order));
  }

  @Override
  public List<Rebuilding> rebuildings() throws IOException {
    List<Rebuilding> found = new ArrayList<>();
    Map<String, String> collections = collections();
    ClusterFile.read(cluster, List.copyOf(collections.keySet()), Lease.FILE)
        .forEach(
            (name, content) ->
                Lease.told(name, collections.getOrDefault(name, ""), content, process).ifPresent(found::add));
    return found;
  }

  @Override
  public KeptFile file(String name, String file) {
    return new ClusterFile(cluster, name, file);
  }

  @Override
  public Optional<Copies> copies() {
    return Optional.empty();
  }

  /// Also whether all that lies there is whole and can be written to.
  @Override
  public void requireAvailable() throws IOException {
    JsonNode health =
        cluster.ask("/_cluster/health/%s.*?level=indices&timeout=1s&master_timeout=3s".formatted(prefix));
    if (health.path("status").asString("").equals("red")) {
      List<String> red =
          health.path("indices").properties().stream()
              .filter(index -> index.getValue().path("status").asString("").equals("red"))
              .map(Map.Entry::getKey)
              .toList();
      throw new IndexUnavailableException(
          "the cluster at %s is red: it lacks shards of %s".formatted(cluster.address(), String.join(", ", red)));
    }
    JsonNode blocks = cluster.ask("/%s.*/_settings/index.blocks.read_only*?flat_settings=true".formatted(prefix));
    List<String> readOnly =
        blocks.properties().stream()
            .filter(index -> index.getValue().path("settings").valueStream().anyMatch(ClusterCatalog::isTrue))
            .map(Map.Entry::getKey)
            .toList();
    if (!readOnly.isEmpty()) {
      throw new IndexUnavailableException(
          "the cluster at %s has made %s read-only, as it does when a disk is full"
              .formatted(cluster.address(), String.join(", ", readOnly)));
    }
  }

  private static boolean isTrue(JsonNode setting) {
    return setting.asString("").equals("true");
  }

  @Override
  public Map<String, Calls> calls() {
    return cluster.calls();
  }

  /// Closes the connections.
  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
