package io.doppel.duplicates.mining;

import java.util.List;

/// What was found in a collection.
///
/// @param pairs all pairs at or above the threshold, also those that a guard makes unlikely
/// @param duplicates how many of them are called duplicates: the first ones; where nothing was judged, all
/// @param possible how many come next, more likely duplicates than not
/// @param clusters of the pairs that are called duplicates
/// @param exact how many documents have the very text of another one
public record Mined(MinedPairs pairs, int duplicates, int possible, List<Cluster> clusters, long exact) {

  public Mined {
    clusters = List.copyOf(clusters);
  }
}
