package io.doppel.learn;

import java.util.Arrays;
import java.util.List;

/// How likely one symbol stands for another, learned from pairs of sentences that say the same: IBM Model 1 (Brown,
/// Della Pietra, Della Pietra and Mercer, 1993, "The Mathematics of Statistical Machine Translation"), by expectation
/// maximization. Every symbol of a sentence's target is said to come from one of its source, or from none of them.
///
/// Symbols are numbers from 0. Memory grows with the different pairs of symbols that meet in a sentence, some 30 bytes
/// each. The same sentences in the same order always give the same probabilities. For one thread.
public final class IbmModel1 {

  /// What is added to the count of each source, so that one that was seen once or twice is not sure of anything.
  private static final float DOUBT = 0.3f;

  private static final long EMPTY = -1;
  private static final int FIRST_CAPACITY = 1 << 16;

  private final List<Pair> pairs;
  private final int sources;

  private long[] keys = filled(FIRST_CAPACITY);
  private int size;
  private float[] probabilities;
  private float[] counts;

  /// A sentence in both languages.
  ///
  /// @param source its different symbols, in any order
  /// @param target those of its translation
  @SuppressWarnings("ArrayRecordComponent") // millions of numbers, never compared
  public record Pair(int[] source, int[] target) {

    /// The same the other way round.
    public Pair reversed() {
      return new Pair(target, source);
    }
  }

  /// The targets that a source most likely stands for.
  ///
  /// @param targets the likeliest first; as many as `probabilities`
  /// @param probabilities 0 to 1; they need not sum to 1, since the rest is left out
  @SuppressWarnings("ArrayRecordComponent") // carries numbers, never compared
  public record Translations(int[] targets, float[] probabilities) {

    public boolean isEmpty() {
      return targets.length == 0;
    }
  }

  /// Begins with all targets alike.
  ///
  /// @param sources how many symbols the source has; all are below that
  public IbmModel1(List<Pair> pairs, int sources) {
    this.pairs = pairs;
    this.sources = sources;
    int[] seen = new int[sources + 1];
    for (Pair pair : pairs) {
      for (int target : pair.target()) {
        add(key(sources, target));
        for (int source : pair.source()) {
          add(key(source, target));
        }
      }
    }
    for (long key : keys) {
      if (key != EMPTY) {
        seen[(int) (key >>> Integer.SIZE)]++;
      }
    }
    probabilities = new float[keys.length];
    counts = new float[keys.length];
    for (int slot = 0; slot < keys.length; slot++) {
      probabilities[slot] = keys[slot] == EMPTY ? 0 : 1f / seen[(int) (keys[slot] >>> Integer.SIZE)];
    }
  }

  /// One round of expectation and maximization over all pairs; five or six are enough.
  public void round() {
    Arrays.fill(counts, 0);
    int[] slots = new int[16];
    for (Pair pair : pairs) {
      int[] source = pair.source();
      slots = slots.length > source.length ? slots : new int[source.length + 1];
      for (int target : pair.target()) {
        float sum = 0;
        for (int i = 0; i <= source.length; i++) {
          slots[i] = slot(key(i < source.length ? source[i] : sources, target));
          sum += probabilities[slots[i]];
        }
        for (int i = 0; i <= source.length && sum > 0; i++) {
          counts[slots[i]] += probabilities[slots[i]] / sum;
        }
      }
    }
    double[] sums = new double[sources + 1];
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != EMPTY) {
        sums[(int) (keys[slot] >>> Integer.SIZE)] += counts[slot];
      }
    }
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != EMPTY) {
        probabilities[slot] = (float) (counts[slot] / (sums[(int) (keys[slot] >>> Integer.SIZE)] + DOUBT));
      }
    }
  }

  /// The likeliest targets of every source, by its number. A source that is in no sentence has none.
  ///
  /// @param most how many of each at most
  public List<Translations> likeliest(int most) {
    int[][] targets = new int[sources][];
    float[][] likely = new float[sources][];
    int[] found = new int[sources];
    for (int slot = 0; slot < keys.length; slot++) {
      int source = keys[slot] == EMPTY ? sources : (int) (keys[slot] >>> Integer.SIZE);
      if (source < sources && probabilities[slot] > 0) {
        if (targets[source] == null) {
          targets[source] = new int[most];
          likely[source] = new float[most];
        }
        found[source] = insert(targets[source], likely[source], found[source], (int) keys[slot], probabilities[slot]);
      }
    }
    Translations[] all = new Translations[sources];
    for (int source = 0; source < sources; source++) {
      int count = found[source];
      all[source] =
          count == 0
              ? new Translations(new int[0], new float[0])
              : new Translations(
                  Arrays.copyOf(targets[source], count), Arrays.copyOf(likely[source], count));
    }
    return List.of(all);
  }

  /// How likely a source stands for a target; 0 if they never met.
  public float probability(int source, int target) {
    int slot = slot(key(source, target));
    return keys[slot] == EMPTY ? 0 : probabilities[slot];
  }

  /// Keeps the likeliest, of equal ones those with the lower number, so that the order of the table does not matter.
  private static int insert(int[] targets, float[] likely, int found, int target, float probability) {
    int place = found;
    while (place > 0
        && (probability > likely[place - 1]
            || (probability == likely[place - 1] && target < targets[place - 1]))) {
      place--;
    }
    if (place == targets.length) {
      return found;
    }
    int moved = Math.min(found, targets.length - 1) - place;
    System.arraycopy(targets, place, targets, place + 1, moved);
    System.arraycopy(likely, place, likely, place + 1, moved);
    targets[place] = target;
    likely[place] = probability;
    return Math.min(found + 1, targets.length);
  }

  private static long key(int source, int target) {
    return ((long) source << Integer.SIZE) | target;
  }

  private void add(long key) {
    int slot = slot(key);
    if (keys[slot] == EMPTY) {
      keys[slot] = key;
      size++;
      if (size > keys.length / 2) {
        grow();
      }
    }
  }

  private void grow() {
    long[] old = keys;
    keys = filled(Math.multiplyExact(old.length, 2));
    for (long key : old) {
      if (key != EMPTY) {
        keys[slot(key)] = key;
      }
    }
  }

  /// Where a key is, or where it would be put.
  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> Integer.SIZE) & (keys.length - 1);
    while (keys[slot] != key && keys[slot] != EMPTY) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long[] filled(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    return keys;
  }
}
