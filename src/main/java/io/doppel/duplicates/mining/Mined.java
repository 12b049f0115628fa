package io.doppel.duplicates.mining;

import java.util.List;

/// What was found in a collection.
///
/// @param pairs all pairs at or above the threshold, also those that a guard makes unlikely
/// @param duplicates how many of them are called duplicates: the first ones; where nothing was judged, all
/// @param possible how many come next, more likely duplicates than not
/// @param exact how many documents have the very title and text of another one
public record Mined(MinedPairs pairs, int duplicates, int possible, long exact) {

  /// Clusters of the pairs that are called duplicates, the largest first; what was decided counts for more.
  public List<Cluster> clusters(Decided decided) {
    return Stars.of(pairs, duplicates, Links.of(pairs, decided));
  }
}
