package io.doppel.duplicates.mining;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Compares every vector with every other one: the answer that others are measured against. The work grows with the square
/// of their number, at some billions of products a second; the loops are written so that the compiler makes vector
/// instructions of them. Runs on all processors.
final class ExactPairs {

  /// Vectors in a block; a block and its transposed partner fit into the cache of a core.
  private static final int BLOCK = 128;

  /// Coordinates multiplied in one sweep over the sums.
  private static final int UNROLL = 4;

  private final float[][] vectors;
  private final int dimension;

  /// Hears of a pair; may be called from many threads.
  @FunctionalInterface
  interface Found {
    void pair(int one, int other, float similarity);
  }

  /// @param vectors of unit length and of one dimension
  ExactPairs(List<float[]> vectors) {
    this.vectors = vectors.toArray(float[][]::new);
    this.dimension = vectors.isEmpty() ? 0 : vectors.getFirst().length;
  }

  /// All pairs with a cosine of at least `threshold`, each once.
  void find(float threshold, Found found) {
    int blocks = (vectors.length + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              float[] columns = transposed(block * BLOCK);
              float[] sums = new float[BLOCK];
              int end = Math.min((block + 1) * BLOCK, vectors.length);
              for (int row = 0; row < end; row++) {
                multiply(vectors[row], columns, sums);
                for (int column = Math.max(block * BLOCK, row + 1); column < end; column++) {
                  float similarity = Math.clamp(sums[column - block * BLOCK], -1f, 1f);
                  if (similarity >= threshold) {
                    found.pair(row, column, similarity);
                  }
                }
              }
            });
  }

  /// The coordinates of a block of vectors, one coordinate of all of them after the other.
  private float[] transposed(int from) {
    float[] columns = new float[dimension * BLOCK];
    for (int i = 0; i < BLOCK && from + i < vectors.length; i++) {
      for (int k = 0; k < dimension; k++) {
        columns[k * BLOCK + i] = vectors[from + i][k];
      }
    }
    return columns;
  }

  private void multiply(float[] row, float[] columns, float[] sums) {
    Arrays.fill(sums, 0);
    int k = 0;
    for (; k + UNROLL <= dimension; k += UNROLL) {
      int at = k * BLOCK;
      float a = row[k];
      float b = row[k + 1];
      float c = row[k + 2];
      float d = row[k + 3];
      for (int i = 0; i < BLOCK; i++) {
        sums[i] +=
            a * columns[at + i]
                + b * columns[at + BLOCK + i]
                + c * columns[at + 2 * BLOCK + i]
                + d * columns[at + 3 * BLOCK + i];
      }
    }
    for (; k < dimension; k++) {
      for (int i = 0; i < BLOCK; i++) {
        sums[i] += row[k] * columns[k * BLOCK + i];
      }
    }
  }
}
