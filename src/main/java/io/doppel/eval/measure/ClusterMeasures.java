package io.doppel.eval.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How well clusters agree with known ones. Each thing is in one cluster of either kind; one that is alone is a
/// cluster.
///
/// @param precision of B³ (Bagga and Baldwin, 1998): the mean over all things of how many of those in its cluster
///     belong there
/// @param recall of B³: the mean of how many of those that belong together with it are in its cluster
/// @param adjustedRand the adjusted Rand index (Hubert and Arabie, 1985): 1 if all pairs are as they are known, 0 if no
///     more are than by chance
public record ClusterMeasures(double precision, double recall, double adjustedRand) {

  /// @param found the cluster of each thing
  /// @param known the cluster in which it belongs, in the same order
  public static ClusterMeasures of(int[] found, int[] known) {
    Map<Integer, Long> ofFound = new HashMap<>();
    Map<Integer, Long> ofKnown = new HashMap<>();
    Map<List<Integer>, Long> ofBoth = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      ofFound.merge(found[i], 1L, Long::sum);
      ofKnown.merge(known[i], 1L, Long::sum);
      ofBoth.merge(List.of(found[i], known[i]), 1L, Long::sum);
    }
    double precision = 0;
    double recall = 0;
    for (Map.Entry<List<Integer>, Long> both : ofBoth.entrySet()) {
      double count = both.getValue();
      precision += count * count / ofFound.getOrDefault(both.getKey().getFirst(), 1L);
      recall += count * count / ofKnown.getOrDefault(both.getKey().getLast(), 1L);
    }
    double together = pairs(ofBoth.values());
    double here = pairs(ofFound.values());
    double there = pairs(ofKnown.values());
    double all = pairs(List.of((long) found.length));
    double chance = all == 0 ? 0 : here * there / all;
    double most = (here + there) / 2;
    boolean same = Arrays.equals(found, known) || most == chance;
    return new ClusterMeasures(
        precision / found.length, recall / found.length, same ? 1 : (together - chance) / (most - chance));
  }

  private static double pairs(Iterable<Long> sizes) {
    double pairs = 0;
    for (long size : sizes) {
      pairs += size * (size - 1) / 2.0;
    }
    return pairs;
  }

  /// The harmonic mean of precision and recall of B³.
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }
}
