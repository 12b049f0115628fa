package io.doppel.duplicates.mining;

import io.doppel.work.Cancellation;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Judged pairs in four arrays, in the order of their documents' numbers, each once.
final class PairTable {

  static final PairTable EMPTY = new PairTable(new long[0], new float[0], new float[0], new boolean[0]);

  private final long[] pairs;
  private final float[] similarities;
  private final float[] probabilities;
  private final boolean[] templates;

  private PairTable(long[] pairs, float[] similarities, float[] probabilities, boolean[] templates) {
    this.pairs = pairs;
    this.similarities = similarities;
    this.probabilities = probabilities;
    this.templates = templates;
  }

  /// Pairs in any order, each once; without those that are none after all.
  ///
  /// @param pairs the lesser number in the upper half
  /// @param similarities NaN where it is no pair after all
  /// @param probabilities NaN where nothing was judged
  /// @param templates which are made after one template
  static PairTable of(long[] pairs, float[] similarities, float[] probabilities, boolean[] templates) {
    int[] real = IntStream.range(0, pairs.length).filter(i -> !Float.isNaN(similarities[i])).toArray();
    long[] sorted = new long[real.length];
    boolean ordered = true;
    for (int i = 0; i < real.length; i++) {
      sorted[i] = pairs[real[i]];
      ordered &= i == 0 || sorted[i - 1] < sorted[i];
    }
    if (!ordered) {
      Cancellation.check();
      Arrays.sort(sorted);
    }
    int size = sorted.length;
    PairTable table = new PairTable(sorted, new float[size], new float[size], new boolean[size]);
    for (int i = 0; i < real.length; i++) {
      int place = ordered ? i : Arrays.binarySearch(sorted, pairs[real[i]]);
      table.similarities[place] = similarities[real[i]];
      table.probabilities[place] = probabilities[real[i]];
      table.templates[place] = templates[real[i]];
    }
    return table;
  }

  static long key(int one, int other) {
    return ((long) Math.min(one, other) << 32) | Math.max(one, other);
  }

  int size() {
    return pairs.length;
  }

  long pair(int place) {
    return pairs[place];
  }

  float similarity(int place) {
    return similarities[place];
  }

  /// NaN where nothing was judged.
  float probability(int place) {
    return probabilities[place];
  }

  /// Whether both are made after one template.
  boolean template(int place) {
    return templates[place];
  }

  boolean has(int one, int other) {
    return Arrays.binarySearch(pairs, key(one, other)) >= 0;
  }

  /// With other pairs, none of which is here.
  PairTable with(PairTable others) {
    if (others.size() == 0) {
      return this;
    }
    int size = size() + others.size();
    long[] both = Arrays.copyOf(pairs, size);
    float[] similar = Arrays.copyOf(similarities, size);
    float[] probable = Arrays.copyOf(probabilities, size);
    boolean[] alike = Arrays.copyOf(templates, size);
    System.arraycopy(others.pairs, 0, both, size(), others.size());
    System.arraycopy(others.similarities, 0, similar, size(), others.size());
    System.arraycopy(others.probabilities, 0, probable, size(), others.size());
    System.arraycopy(others.templates, 0, alike, size(), others.size());
    return of(both, similar, probable, alike);
  }
}
