package io.doppel.duplicates.mining;

import java.util.List;

/// Documents that say the same, by their numbers.
///
/// @param representative the one to keep
/// @param others each of them a direct duplicate of the representative, or decided to be the same as one of both; in
///     the order of their numbers; at least one
public record Cluster(int representative, List<Integer> others) {

  public Cluster {
    others = List.copyOf(others);
  }

  public int size() {
    return others.size() + 1;
  }
}
