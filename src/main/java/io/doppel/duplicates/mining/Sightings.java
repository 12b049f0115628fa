package io.doppel.duplicates.mining;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Pairs as they are found: from either side, so that most are found twice. Thread-safe; bounded.
final class Sightings {

  private final int limit;
  private long[] pairs = new long[1024];
  private float[] similarities = new float[1024];
  private float[] probabilities = new float[1024];
  private int size;
  private boolean truncated;

  /// @param limit the most sightings to keep
  Sightings(int limit) {
    this.limit = limit;
  }

  /// Notes two documents by their numbers, in any order.
  synchronized void add(int one, int other, float similarity, float probability) {
    if (size == limit) {
      truncated = true;
      return;
    }
    if (size == pairs.length) {
      int more = Math.min(limit, 2 * size);
      pairs = Arrays.copyOf(pairs, more);
      similarities = Arrays.copyOf(similarities, more);
      probabilities = Arrays.copyOf(probabilities, more);
    }
    pairs[size] = ((long) Math.min(one, other) << 32) | Math.max(one, other);
    similarities[size] = similarity;
    probabilities[size] = probability;
    size++;
  }

  synchronized void cut() {
    truncated = true;
  }

  synchronized boolean truncated() {
    return truncated;
  }

  synchronized int size() {
    return size;
  }

  long pair(int at) {
    return pairs[at];
  }

  float similarity(int at) {
    return similarities[at];
  }

  float probability(int at) {
    return probabilities[at];
  }

  /// The places of the sightings, equal pairs side by side.
  synchronized int[] sortedByPair() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong((Integer at) -> pairs[at]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
