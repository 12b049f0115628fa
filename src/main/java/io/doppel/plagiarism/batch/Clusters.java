package io.doppel.plagiarism.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The connected components of the graph whose edges are pairs.
final class Clusters {

  private final Map<String, String> parents = new HashMap<>();

  private Clusters() {}

  /// Ids in their order, the largest cluster first.
  static List<List<String>> of(List<SimilarPair> pairs) {
    Clusters clusters = new Clusters();
    pairs.forEach(pair -> clusters.join(pair.first().id(), pair.second().id()));
    Map<String, List<String>> members = new TreeMap<>();
    clusters.parents.keySet().stream()
        .sorted()
        .forEach(id -> members.computeIfAbsent(clusters.root(id), _ -> new ArrayList<>()).add(id));
    return members.values().stream()
        .sorted(Comparator.<List<String>>comparingInt(List::size).reversed().thenComparing(List::getFirst))
        .toList();
  }

  private void join(String one, String other) {
    parents.put(root(one), root(other));
  }

  private String root(String id) {
    String root = id;
    for (String parent = parents.putIfAbsent(root, root); parent != null && !parent.equals(root); ) {
      root = parent;
      parent = parents.get(root);
    }
    parents.put(id, root);
    return root;
  }
}
