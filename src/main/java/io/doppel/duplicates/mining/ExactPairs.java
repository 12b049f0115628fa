package io.doppel.duplicates.mining;

import io.doppel.vector.Matrix;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Compares vectors with all before them: the answer that others are measured against. The work grows with the square
/// of their number. Runs on all processors.
final class ExactPairs {

  /// Vectors that stay in the cache of a core while the others pass by.
  private static final int BLOCK = 64;

  private final Matrix vectors;
  private final int first;

  /// Hears of a pair; may be called from many threads.
  @FunctionalInterface
  interface Found {
    void pair(int one, int other);
  }

  /// @param vectors of unit length and of one dimension
  /// @param first of those before it, pairs with each other are not looked for; 0 to look for all
  ExactPairs(List<float[]> vectors, int first) {
    this.vectors = Matrix.of(vectors);
    this.first = first;
  }

  /// The pairs with a cosine of at least `threshold`, each once.
  ///
  /// @param done hears how many vectors have been compared with all before them
  /// @param cancelled asked between blocks
  void find(float threshold, Found found, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    try (SharedWork work =
        SharedWork.begin(
            "pairs", blocks -> done.accept(Math.min(first + blocks * BLOCK, vectors.rows())), cancelled)) {
      for (int from = first; from < vectors.rows(); from += BLOCK) {
        int start = from;
        work.add(() -> find(start, threshold, found));
      }
      work.finish();
    }
  }

  /// The pairs of the vectors of a block with those before them.
  private void find(int from, float threshold, Found found) {
    int to = Math.min(from + BLOCK, vectors.rows());
    float[] cosines = new float[to];
    for (int one = 0; one < to; one++) {
      int first = Math.max(from, one + 1);
      vectors.times(vectors.row(one), first, to, cosines);
      for (int other = first; other < to; other++) {
        if (cosines[other] >= threshold) {
          found.pair(one, other);
        }
      }
    }
  }
}
