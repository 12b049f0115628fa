package io.doppel.index.cluster;

import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may write to an index: everybody, by a name that it has for that, or nobody while one owner makes it anew, whose
/// name it has instead. Each change is one step of the cluster, which is taken only if the name that it removes is
/// there: nobody undoes what another one did, however late he comes. Thread-safe.
final class WriteAccess {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BLOCK = "index.blocks.write";

  private final RestCluster cluster;
  private final IndexName name;

  WriteAccess(RestCluster cluster, IndexName name) {
    this.cluster = cluster;
    this.name = name;
  }

  /// Who makes it anew.
  ///
  /// @throws RefusedException if there is no such index
  Optional<String> owner() throws IOException {
    return now().filter(alias -> !alias.equals(name.writing())).map(alias -> alias.substring(name.closed().length()));
  }

  /// The name that says it.
  private Optional<String> now() throws IOException {
    Collection<String> aliases =
        cluster.send("GET", "/%s/_alias".formatted(name.index())).path(name.index()).path("aliases").propertyNames();
    return aliases.stream()
        .filter(alias -> alias.equals(name.writing()) || alias.startsWith(name.closed()))
        .findFirst();
  }

  /// Closes it to all, once what is being written is there.
  ///
  /// @throws RefusedException if there is no such index
  void take(String owner) throws IOException {
    String closed = name.closed(owner);
    Retries.patiently(
        PATIENCE,
        () -> {
          Optional<String> now = now();
          return now.equals(Optional.of(closed)) || step(now, List.of(add(name.index(), closed)));
        });
    Retries.patiently(PATIENCE, () -> cluster.send("PUT", "/%s/_block/write".formatted(name.index())));
  }

  /// Opens it to all, if it is this owner who has closed it.
  void giveBack(String owner) throws IOException {
    String closed = name.closed(owner);
    Retries.patiently(
        PATIENCE,
        () -> {
          Optional<String> now = now();
          if (!now.equals(Optional.of(closed))) {
            return true;
          }
          // First, so that it is asked for again where the second is not done.
          cluster.send("PUT", "/%s/_settings".formatted(name.index()), Collections.singletonMap(BLOCK, null));
          return step(now, List.of(add(name.index(), name.writing())));
        });
  }

  /// Lets the collection go over to another index, for good.
  ///
  /// @throws IndexLockedException if the owner has lost it meanwhile
  void handOver(String owner, IndexName other) throws IOException {
    String closed = name.closed(owner);
    Retries.patiently(
        PATIENCE,
        () -> {
          // An answer may have been lost.
          if (isOf(other)) {
            return true;
          }
          if (!now().equals(Optional.of(closed))) {
            throw new IndexLockedException(
                "the collection was opened to others meanwhile, who may have written to it; make it anew once more",
                null);
          }
          return step(
              Optional.of(closed),
              List.of(
                  Map.of("remove", Map.of("index", name.index(), "alias", name.collection())),
                  add(other.index(), name.collection())));
        });
  }

  private boolean isOf(IndexName other) throws IOException {
    return cluster.send("GET", "/_alias/" + name.collection()).propertyNames().contains(other.index());
  }

  private static Map<String, Object> add(String index, String alias) {
    return Map.of("add", Map.of("index", index, "alias", alias));
  }

  /// Removes a name and does the others, all or nothing.
  private boolean step(Optional<String> removed, List<Map<String, Object>> others) throws IOException {
    List<Map<String, Object>> actions = new ArrayList<>();
    removed.ifPresent(
        alias -> actions.add(Map.of("remove", Map.of("index", name.index(), "alias", alias, "must_exist", true))));
    actions.addAll(others);
    try {
      cluster.send("POST", "/_aliases", Map.of("actions", actions));
      return true;
    } catch (RefusedException e) {
      if (e.isMissing()) {
        throw new IndexUnavailableException("others open or close %s at this moment".formatted(name.index()), e);
      }
      throw e;
    }
  }
}
