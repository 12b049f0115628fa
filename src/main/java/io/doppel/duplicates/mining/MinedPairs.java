package io.doppel.duplicates.mining;

import java.util.List;

/// All pairs that were found, each once: the most probable first, or the most similar where nothing was judged. Documents are numbered; a pair costs sixteen bytes.
public final class MinedPairs {

  private final List<String> ids;
  private final long[] pairs;
  private final float[] similarities;
  private final float[] probabilities;
  private final boolean truncated;

  /// Two documents.
  ///
  /// @param first the number of the one with the lesser number
  /// @param similarity the cosine of their nearest passages
  /// @param probability NaN where nothing was judged
  public record Pair(int first, int second, float similarity, float probability) {}

  /// @param found in any order, some of them more than once
  MinedPairs(List<String> ids, Sightings found) {
    this.ids = ids;
    int[] order = found.sortedByPair();
    long[] keys = new long[order.length];
    float[] similar = new float[order.length];
    float[] probable = new float[order.length];
    int size = 0;
    for (int at : order) {
      if (size > 0 && keys[size - 1] == found.pair(at)) {
        if (found.similarity(at) > similar[size - 1]) {
          similar[size - 1] = found.similarity(at);
          probable[size - 1] = found.probability(at);
        }
      } else {
        keys[size] = found.pair(at);
        similar[size] = found.similarity(at);
        probable[size] = found.probability(at);
        size++;
      }
    }
    boolean judged = size > 0 && !Float.isNaN(probable[0]);
    int[] best = Order.descending(judged ? probable : similar, size);
    this.pairs = new long[size];
    this.similarities = new float[size];
    this.probabilities = new float[size];
    for (int i = 0; i < size; i++) {
      pairs[i] = keys[best[i]];
      similarities[i] = similar[best[i]];
      probabilities[i] = probable[best[i]];
    }
    this.truncated = found.truncated();
  }

  public int size() {
    return pairs.length;
  }

  /// The pair at a place from 0 on.
  public Pair get(int place) {
    return new Pair(
        (int) (pairs[place] >>> 32), (int) pairs[place], similarities[place], probabilities[place]);
  }

  /// The id of a document by its number.
  public String id(int document) {
    return ids.get(document);
  }

  /// The number of documents, paired or not.
  public int documents() {
    return ids.size();
  }

  /// Whether there are more pairs than were kept.
  public boolean truncated() {
    return truncated;
  }

  /// How many pairs, the first ones, have a probability of at least `probability`; where nothing was judged, all.
  int likely(double probability) {
    int count = 0;
    while (count < size() && !(probabilities[count] < probability)) {
      count++;
    }
    return count;
  }
}
