package io.doppel.duplicates.mining;

import io.doppel.index.DotProduct;
import java.util.List;
import java.util.stream.IntStream;

/// Compares every vector with every other one: the answer that others are measured against. The work grows with the square of
/// their number. Runs on all processors.
final class ExactPairs {

  /// Vectors that stay in the cache of a core while the others pass by.
  private static final int BLOCK = 64;

  private final float[][] vectors;

  /// Hears of a pair; may be called from many threads.
  @FunctionalInterface
  interface Found {
    void pair(int one, int other, float similarity);
  }

  /// @param vectors of unit length and of one dimension
  ExactPairs(List<float[]> vectors) {
    this.vectors = vectors.toArray(float[][]::new);
  }

  /// All pairs with a cosine of at least `threshold`, each once.
  void find(float threshold, Found found) {
    int blocks = (vectors.length + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks).parallel().forEach(block -> find(block * BLOCK, threshold, found));
  }

  /// The pairs of the vectors of a block with those before them.
  private void find(int from, float threshold, Found found) {
    int to = Math.min(from + BLOCK, vectors.length);
    for (int one = 0; one < to; one++) {
      for (int other = Math.max(from, one + 1); other < to; other++) {
        float similarity = DotProduct.of(vectors[one], vectors[other]);
        if (similarity >= threshold) {
          found.pair(one, other, similarity);
        }
      }
    }
  }
}
