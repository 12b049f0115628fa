package io.doppel.duplicates.mining;

import io.doppel.work.Cancellation;
import java.util.List;
import java.util.stream.IntStream;

/// All pairs that were found, each once: the most probable first, or the most similar where nothing was judged.
/// Documents are numbered; a pair costs sixteen bytes.
public final class MinedPairs {

  private final List<String> ids;
  private final long[] pairs;
  private final float[] similarities;
  private final float[] probabilities;
  private final boolean truncated;

  /// Two documents.
  ///
  /// @param first the number of the one with the lesser number
  /// @param similarity how near they are as a whole, see [io.doppel.duplicates.resemblance.Resemblance]
  /// @param probability NaN where nothing was judged
  public record Pair(int first, int second, float similarity, float probability) {}

  /// @param ids of the documents, by their numbers
  /// @param found each pair once, the lesser number in the upper half
  /// @param similar of each pair; NaN where it is none after all
  /// @param probable of each pair; NaN where nothing was judged
  MinedPairs(List<String> ids, long[] found, float[] similar, float[] probable, boolean truncated) {
    this.ids = List.copyOf(ids);
    int[] real = IntStream.range(0, found.length).filter(i -> !Float.isNaN(similar[i])).toArray();
    float[] order = new float[real.length];
    for (int i = 0; i < real.length; i++) {
      order[i] = Float.isNaN(probable[real[i]]) ? similar[real[i]] : probable[real[i]];
    }
    Cancellation.check();
    int[] best = Order.descending(order, real.length);
    Cancellation.check();
    this.pairs = new long[real.length];
    this.similarities = new float[real.length];
    this.probabilities = new float[real.length];
    for (int i = 0; i < real.length; i++) {
      pairs[i] = found[real[best[i]]];
      similarities[i] = similar[real[best[i]]];
      probabilities[i] = probable[real[best[i]]];
    }
    this.truncated = truncated;
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
