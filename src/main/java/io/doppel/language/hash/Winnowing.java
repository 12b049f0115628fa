package io.doppel.language.hash;

import java.util.Arrays;

/// Fingerprints of a text, by which copies are found among many texts: hashes of runs of words, of which each window of
/// neighbours keeps the least (Schleimer, Wilkerson and Aiken, 2003, [Winnowing: Local Algorithms for Document
/// Fingerprinting](https://theory.stanford.edu/~aiken/publications/papers/sigmod03.pdf)).
///
/// Two texts with seven words in common, in the same order, share a fingerprint; of scripts without spaces, with twelve
/// characters. Case, punctuation and the spacing of Korean do not matter, see [HashedWords].
public final class Winnowing {

  /// HashedWords of a run, and the least weight of it: eight syllables.
  private static final int MIN_WORDS = 4;

  private static final int MIN_WEIGHT = 16;

  /// Runs of which one is kept: about two in five.
  private static final int WINDOW = 4;

  private Winnowing() {}

  /// The fingerprints of a text in ascending order, each once; none if it has fewer words than a run.
  public static long[] of(String text) {
    long[] runs = runs(HashedWords.of(text));
    long[] kept = new long[runs.length];
    int size = 0;
    int last = -1;
    for (int from = 0; from < runs.length && (from == 0 || from + WINDOW <= runs.length); from++) {
      int least = leastOf(runs, from, Math.min(runs.length, from + WINDOW));
      if (least != last) {
        kept[size] = runs[least];
        size++;
        last = least;
      }
    }
    return Arrays.stream(kept, 0, size).sorted().distinct().toArray();
  }

  private static long[] runs(HashedWords words) {
    long[] runs = new long[words.size()];
    int count = 0;
    int to = 0;
    for (int from = 0; from < words.size(); from++) {
      while (to < words.size() && (to - from < MIN_WORDS || words.weight(from, to) < MIN_WEIGHT)) {
        to++;
      }
      if (to - from < MIN_WORDS || words.weight(from, to) < MIN_WEIGHT) {
        break;
      }
      long hash = MIN_WORDS;
      for (int word = from; word < to; word++) {
        hash = HashedWords.mix(hash, words.form(word));
      }
      runs[count] = hash;
      count++;
    }
    return Arrays.copyOf(runs, count);
  }

  /// The least of some neighbours; of equal ones the last, so that repeated words give few fingerprints.
  private static int leastOf(long[] runs, int from, int to) {
    int least = from;
    for (int i = from + 1; i < to; i++) {
      if (runs[i] <= runs[least]) {
        least = i;
      }
    }
    return least;
  }
}
