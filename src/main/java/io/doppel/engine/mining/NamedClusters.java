package io.doppel.engine.mining;

import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Decided;
import io.doppel.duplicates.mining.Mined;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Clusters with names that stay, see [io.doppel.duplicates.mining.kept.ClusterIds].
///
/// @param mined what they are made of
/// @param decided what people said, which counts for more
/// @param clusters the largest first
/// @param ids the name of each
public record NamedClusters(Mined mined, Decided decided, List<Cluster> clusters, List<String> ids) {

  public NamedClusters {
    clusters = List.copyOf(clusters);
    ids = List.copyOf(ids);
  }

  /// The documents of a cluster by their ids, the representative first.
  public List<String> documents(int place) {
    return documents(mined, clusters.get(place));
  }

  static List<String> documents(Mined mined, Cluster cluster) {
    List<String> documents = new ArrayList<>(List.of(mined.pairs().id(cluster.representative())));
    cluster.others().forEach(other -> documents.add(mined.pairs().id(other)));
    return documents;
  }

  /// One of them.
  ///
  /// @param documents by their ids, the representative first
  public record Named(String id, List<String> documents) {}

  /// The place of the cluster with this name.
  public Optional<Integer> place(String id) {
    int place = ids.indexOf(id);
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  /// Those of these places whose documents people called the same, each by way of others.
  public Set<Integer> decided(Collection<Integer> places) {
    Map<String, Integer> placeOf = new HashMap<>();
    places.forEach(place -> documents(place).forEach(document -> placeOf.put(document, place)));
    Map<String, List<String>> same = new HashMap<>();
    for (Decided.Pair pair : decided.same()) {
      Integer place = placeOf.get(pair.one());
      if (place != null && place.equals(placeOf.get(pair.other()))) {
        same.computeIfAbsent(pair.one(), _ -> new ArrayList<>()).add(pair.other());
        same.computeIfAbsent(pair.other(), _ -> new ArrayList<>()).add(pair.one());
      }
    }
    return places.stream().filter(place -> areJoined(documents(place), same)).collect(Collectors.toSet());
  }

  private static boolean areJoined(List<String> documents, Map<String, List<String>> same) {
    Set<String> reached = new HashSet<>(Set.of(documents.getFirst()));
    Deque<String> unread = new ArrayDeque<>(reached);
    while (!unread.isEmpty()) {
      for (String next : same.getOrDefault(unread.remove(), List.of())) {
        if (reached.add(next)) {
          unread.add(next);
        }
      }
    }
    return reached.size() == documents.size();
  }

  /// The names of the clusters, by the ids of their documents.
  public Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (int place = 0; place < clusters.size(); place++) {
      for (String document : documents(place)) {
        names.put(document, ids.get(place));
      }
    }
    return names;
  }
}
