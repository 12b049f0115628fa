package io.doppel.duplicates.mining;

import java.util.Arrays;

/// Pairs as they are found: from either side, and by each of their passages, so that most are found more than once.
/// Thread-safe; bounded.
final class Sightings {

  private final int limit;
  private long[] pairs;
  private int size;
  private boolean mayShrink = true;
  private boolean truncated;

  /// @param limit the most sightings to keep
  Sightings(int limit) {
    this.limit = limit;
    this.pairs = new long[Math.min(limit, 1024)];
  }

  /// Notes two documents by their numbers, in any order.
  synchronized void add(int one, int other) {
    if (size == pairs.length) {
      if (size == limit && mayShrink) {
        compact();
        // To sort them again and again for the last few places would take longer than all else.
        mayShrink = size < limit / 2;
      }
      if (size == limit) {
        truncated = true;
        return;
      }
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, Math.min(limit, 2 * size));
      }
    }
    pairs[size] = ((long) Math.min(one, other) << 32) | Math.max(one, other);
    size++;
  }

  synchronized void cut() {
    truncated = true;
  }

  synchronized boolean truncated() {
    return truncated;
  }

  /// Each pair once, in order: the lesser number in the upper half.
  synchronized long[] pairs() {
    compact();
    return Arrays.copyOf(pairs, size);
  }

  private void compact() {
    Arrays.sort(pairs, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || pairs[kept - 1] != pairs[i]) {
        pairs[kept] = pairs[i];
        kept++;
      }
    }
    size = kept;
  }
}
