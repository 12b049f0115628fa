package io.doppel.duplicates.mining;

import io.doppel.duplicates.resemblance.Boilerplate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was found in a collection. Immutable; what takes long to tell of it is found when it is first asked for.
public final class Mined {

  private final MinedPairs pairs;
  private final int duplicates;
  private final int possible;
  private final long exact;
  private final Basis basis;
  private final List<Stamp> stamps;
  private volatile @Nullable Boilerplate boilerplate;
  private volatile @Nullable List<List<Integer>> templates;

  /// @param pairs all pairs at or above the threshold, also those that a guard makes unlikely
  /// @param duplicates how many of them are called duplicates: the first ones; where nothing was judged, all
  /// @param possible how many come next, more likely duplicates than not
  /// @param exact how many documents have the very title and text of another one
  /// @param basis what the pairs were looked for by
  /// @param stamps of the documents, by their numbers
  public Mined(MinedPairs pairs, int duplicates, int possible, long exact, Basis basis, List<Stamp> stamps) {
    this.pairs = pairs;
    this.duplicates = duplicates;
    this.possible = possible;
    this.exact = exact;
    this.basis = basis;
    this.stamps = List.copyOf(stamps);
    if (stamps.size() != pairs.documents()) {
      throw new IllegalArgumentException(
          "each document needs a stamp, got %d for %d".formatted(stamps.size(), pairs.documents()));
    }
  }

  public MinedPairs pairs() {
    return pairs;
  }

  /// How many pairs are called duplicates: the first ones; where nothing was judged, all.
  public int duplicates() {
    return duplicates;
  }

  /// How many come next, more likely duplicates than not.
  public int possible() {
    return possible;
  }

  /// How many documents have the very title and text of another one.
  public long exact() {
    return exact;
  }

  /// What the pairs were looked for by.
  public Basis basis() {
    return basis;
  }

  /// Of the documents, by their numbers.
  public List<Stamp> stamps() {
    return stamps;
  }

  /// Only pairs of which at least one document was first seen as it is at or after that time.
  public Mined since(Instant time) {
    long earliest = time.toEpochMilli();
    MinedPairs some = pairs.of(document -> stamps.get(document).since() >= earliest);
    int called = 0;
    int likely = 0;
    for (int i = 0; i < duplicates + possible; i++) {
      MinedPairs.Pair pair = pairs.get(i);
      if (Math.max(stamps.get(pair.first()).since(), stamps.get(pair.second()).since()) >= earliest) {
        called += i < duplicates ? 1 : 0;
        likely++;
      }
    }
    return new Mined(some, called, likely - called, exact, basis, stamps);
  }

  /// When a document of this cluster was last new or changed.
  public Instant newest(Cluster cluster) {
    return since(cluster).values().stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /// When each document of this cluster was first seen as it is, by its id.
  public Map<String, Instant> since(Cluster cluster) {
    return Stream.concat(Stream.of(cluster.representative()), cluster.others().stream())
        .collect(Collectors.toMap(pairs::id, document -> Instant.ofEpochMilli(stamps.get(document).since())));
  }

  /// What many of the documents say, which did not count.
  public Boilerplate boilerplate() {
    Boilerplate known = boilerplate;
    if (known == null) {
      known = Boilerplate.of(stamps.stream().map(Stamp::statements).toList());
      boilerplate = known;
    }
    return known;
  }

  /// Groups of documents, by their numbers, that are the same but for some values: the largest first, and in each the
  /// document first that most others are of one template with.
  public List<List<Integer>> templates() {
    List<List<Integer>> known = templates;
    if (known == null) {
      known = TemplateGroups.of(pairs);
      templates = known;
    }
    return known;
  }

  /// Clusters of the pairs that are called duplicates, the largest first; what was decided counts for more.
  public List<Cluster> clusters(Decided decided) {
    return Stars.of(pairs, duplicates, Links.of(pairs, decided));
  }

  /// How sure each of these clusters is: the least probability of its representative and another one of it; NaN where
  /// nothing was judged, or only people decided.
  public float[] certainties(List<Cluster> clusters) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      for (int other : clusters.get(i).others()) {
        places.put(other, i);
      }
    }
    float[] least = new float[clusters.size()];
    Arrays.fill(least, Float.NaN);
    for (int i = 0; i < duplicates; i++) {
      MinedPairs.Pair pair = pairs.get(i);
      note(pair, pair.first(), pair.second(), places, clusters, least);
      note(pair, pair.second(), pair.first(), places, clusters, least);
    }
    return least;
  }

  private static void note(
      MinedPairs.Pair pair,
      int representative,
      int other,
      Map<Integer, Integer> places,
      List<Cluster> clusters,
      float[] least) {
    Integer place = places.get(other);
    if (place != null && clusters.get(place).representative() == representative) {
      least[place] = Float.isNaN(least[place]) ? pair.probability() : Math.min(least[place], pair.probability());
    }
  }
}
