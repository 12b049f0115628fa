package io.doppel.projection;

import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// The nearest of a few thousand vectors to each of them, found by looking at all pairs.
final class NearestNeighbours {

  /// Rows that meet a column while it is in the processor's cache.
  private static final int BLOCK = 32;

  private final int[][] ids;
  private final float[][] similarities;

  NearestNeighbours(int[][] ids, float[][] similarities) {
    this.ids = ids;
    this.similarities = similarities;
  }

  /// For each vector the places of its neighbours, the nearest first, itself not among them.
  int[][] ids() {
    return ids;
  }

  /// Their cosines, -1 to 1.
  float[][] similarities() {
    return similarities;
  }

  /// @param vectors of unit length and one dimension
  /// @param k how many, fewer than there are vectors
  /// @param progress hears which part is done, from several threads
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  static NearestNeighbours of(Matrix vectors, int k, DoubleConsumer progress, BooleanSupplier cancelled) {
    int n = vectors.rows();
    var found = new NearestNeighbours(new int[n][k], new float[n][k]);
    int blocks = (n + BLOCK - 1) / BLOCK;
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              Cancellation.check(cancelled);
              found.fill(vectors, block * BLOCK, Math.min(n, (block + 1) * BLOCK));
              progress.accept((double) done.incrementAndGet() / blocks);
            });
    return found;
  }

  private void fill(Matrix vectors, int from, int to) {
    for (int row = from; row < to; row++) {
      Arrays.fill(similarities[row], Float.NEGATIVE_INFINITY);
    }
    float[] cosines = new float[to];
    for (int column = 0; column < vectors.rows(); column++) {
      vectors.times(vectors.row(column), from, to, cosines);
      for (int row = from; row < to; row++) {
        if (row != column) {
          add(row, column, Math.min(cosines[row], 1));
        }
      }
    }
  }

  private void add(int row, int column, float similarity) {
    float[] best = similarities[row];
    int place = best.length - 1;
    if (similarity <= best[place]) {
      return;
    }
    int[] neighbours = ids[row];
    for (; place > 0 && best[place - 1] < similarity; place--) {
      best[place] = best[place - 1];
      neighbours[place] = neighbours[place - 1];
    }
    best[place] = similarity;
    neighbours[place] = column;
  }
}
