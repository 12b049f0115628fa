package io.doppel.duplicates.mining;

import java.util.List;

/// What was found in a collection.
///
/// @param pairs all pairs at or above the threshold, also those that a guard makes unlikely
/// @param clusters of the pairs that are called duplicates
/// @param exact how many documents have the very text of another one
public record Mined(MinedPairs pairs, List<Cluster> clusters, long exact) {

  public Mined {
    clusters = List.copyOf(clusters);
  }
}
