package io.doppel.encoder.graph;

/// A low-rank matrix that is added to a weight ([LoRA](https://arxiv.org/abs/2106.09685)): the product of a tall and a
/// flat one.
///
/// @param weight the name of the weight in its graph
/// @param rank columns of `down` and rows of `up`
/// @param down row by row, as many rows as the weight has
/// @param up row by row, as many columns as the weight has
@SuppressWarnings("ArrayRecordComponent") // carries numbers, never compared
public record LowRank(String weight, int rank, float[] down, float[] up) {

  public LowRank {
    if (rank < 1 || down.length == 0 || up.length == 0 || down.length % rank != 0 || up.length % rank != 0) {
      throw new IllegalArgumentException(
          "matrices of rank %d cannot have %d and %d values".formatted(rank, down.length, up.length));
    }
  }

  /// Rows of the weight.
  public int rows() {
    return down.length / rank;
  }

  /// Columns of the weight.
  public int columns() {
    return up.length / rank;
  }
}
