package io.doppel.index.upkeep;

/// What an index takes.
///
/// @param passages passages that can be found
/// @param deleted passages that are gone from every answer, but not yet from the disk
/// @param segments parts that a search visits one by one
/// @param largest passages that can be found in the largest of them
/// @param diskBytes all files together
/// @param vectorBytes the vectors in float32, on the disk
/// @param walkedBytes what a walk through the graph reads, and what is best held in memory: the graph, and the vectors
///     as they are stored for it. It is mapped memory, not Java's heap.
public record Footprint(
    long passages, long deleted, int segments, long largest, long diskBytes, long vectorBytes, long walkedBytes) {

  /// The part of the passages that lies beside the largest segment, 0 to 1.
  public double scattered() {
    return passages == 0 ? 0 : 1 - (double) largest / passages;
  }

  public double diskBytesPerPassage() {
    return (double) diskBytes / passages;
  }

  public double walkedBytesPerPassage() {
    return (double) walkedBytes / passages;
  }
}
