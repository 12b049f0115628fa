package io.doppel.duplicates.mining.kept;

import io.doppel.encoder.model.Sha256;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of clusters, which stay while documents come and go: a cluster is called what most of its documents were
/// called last, if no other cluster has more of those. A new one is named by its documents, so that the same documents
/// make the same name anywhere. Documents that are in no cluster keep what they were called, so that a cluster that is
/// taken apart and put together again has its name back. Immutable; kept in a file of lines `id`, tab, documents.
///
/// @param names of the documents that are, or were last, in a cluster
public record ClusterIds(Map<String, String> names) {

  private static final int LENGTH = 12;

  public static final ClusterIds NONE = new ClusterIds(Map.of());

  public ClusterIds {
    names = Map.copyOf(names);
  }

  /// How many documents of a cluster had a name.
  private record Claim(String name, int cluster, int documents, String least) {}

  /// Names these clusters, in their order.
  ///
  /// @param clusters by the ids of their documents; no document is in two
  public List<String> of(List<List<String>> clusters) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      Map<String, Integer> counts = new TreeMap<>();
      clusters.get(i).stream().flatMap(id -> Stream.ofNullable(names.get(id))).forEach(name ->
          counts.merge(name, 1, Integer::sum));
      int cluster = i;
      String least = Collections.min(clusters.get(i));
      counts.forEach((name, count) -> claims.add(new Claim(name, cluster, count, least)));
    }
    claims.sort(
        Comparator.comparingInt((Claim claim) -> -claim.documents())
            .thenComparing(Claim::least)
            .thenComparing(Claim::name));
    @Nullable String[] named = new String[clusters.size()];
    Set<String> taken = new HashSet<>();
    for (Claim claim : claims) {
      if (named[claim.cluster()] == null && taken.add(claim.name())) {
        named[claim.cluster()] = claim.name();
      }
    }
    // A name that is remembered may come back to those who had it.
    taken.addAll(names.values());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      String name = named[i];
      all.add(name == null ? fresh(clusters.get(i), taken) : name);
    }
    return all;
  }

  private static String fresh(List<String> cluster, Set<String> taken) {
    String text = String.join("\n", sorted(cluster));
    String name = Sha256.of(text).substring(0, LENGTH);
    while (!taken.add(name)) {
      name = Sha256.of(text + "\n" + name).substring(0, LENGTH);
    }
    return name;
  }

  /// What documents are called from now on.
  ///
  /// @param clusters as they were named
  /// @param ids their names, in the same order
  /// @param present whether a document is still there; of others nothing is remembered
  public ClusterIds after(List<List<String>> clusters, List<String> ids, Predicate<String> present) {
    Map<String, String> now = new HashMap<>();
    names.forEach(
        (document, name) -> {
          if (present.test(document)) {
            now.put(document, name);
          }
        });
    for (int i = 0; i < ids.size(); i++) {
      for (String document : clusters.get(i)) {
        now.put(document, ids.get(i));
      }
    }
    return new ClusterIds(now);
  }

  /// Those in a file, which may be missing.
  public static ClusterIds read(KeptFile file) throws IOException {
    return file.read().map(ClusterIds::parsed).orElse(NONE);
  }

  /// Writes them in one step.
  public void write(KeptFile file) throws IOException {
    file.write(bytes());
  }

  private byte[] bytes() {
    Map<String, List<String>> clusters = new TreeMap<>();
    names.forEach((document, name) -> clusters.computeIfAbsent(name, _ -> new ArrayList<>()).add(document));
    StringBuilder lines = new StringBuilder();
    clusters.forEach(
        (name, documents) ->
            lines.append(name).append('\t').append(String.join("\t", sorted(documents))).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> sorted(List<String> documents) {
    return documents.stream().sorted().toList();
  }

  private static ClusterIds parsed(byte[] bytes) {
    Map<String, String> names = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      String[] cells = line.split("\t", -1);
      for (int i = 1; i < cells.length; i++) {
        names.put(cells[i], cells[0]);
      }
    }
    return new ClusterIds(names);
  }
}
