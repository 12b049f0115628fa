package io.doppel.duplicates.mining;

import io.doppel.work.Cancellation;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// All pairs that were found, each once: the most probable first, or the most similar where nothing was judged.
/// Documents are numbered; a pair costs seventeen bytes.
public final class MinedPairs {

  private final List<String> ids;
  private final long[] pairs;
  private final float[] similarities;
  private final float[] probabilities;
  private final boolean[] templates;
  private final boolean truncated;

  /// Two documents.
  ///
  /// @param first the number of the one with the lesser number
  /// @param similarity how near they are as a whole, see [io.doppel.duplicates.resemblance.Resemblance]
  /// @param probability NaN where nothing was judged
  /// @param template whether both are made after one template, see [io.doppel.duplicates.guard.Template]
  public record Pair(int first, int second, float similarity, float probability, boolean template) {}

  /// @param ids of the documents, by their numbers
  MinedPairs(List<String> ids, PairTable found, boolean truncated) {
    this.ids = List.copyOf(ids);
    float[] order = new float[found.size()];
    for (int i = 0; i < order.length; i++) {
      float probable = found.probability(i);
      order[i] = Float.isNaN(probable) ? found.similarity(i) : probable;
    }
    Cancellation.check();
    int[] best = Order.descending(order, order.length);
    Cancellation.check();
    this.pairs = new long[best.length];
    this.similarities = new float[best.length];
    this.probabilities = new float[best.length];
    this.templates = new boolean[best.length];
    for (int i = 0; i < best.length; i++) {
      pairs[i] = found.pair(best[i]);
      similarities[i] = found.similarity(best[i]);
      probabilities[i] = found.probability(best[i]);
      templates[i] = found.template(best[i]);
    }
    this.truncated = truncated;
  }

  /// All pairs in any order, each once, for a collection of these documents.
  public static MinedPairs of(
      List<String> ids,
      long[] pairs,
      float[] similarities,
      float[] probabilities,
      boolean[] templates,
      boolean truncated) {
    return new MinedPairs(ids, PairTable.of(pairs, similarities, probabilities, templates), truncated);
  }

  /// The same, none of them of one template.
  public static MinedPairs of(
      List<String> ids, long[] pairs, float[] similarities, float[] probabilities, boolean truncated) {
    return of(ids, pairs, similarities, probabilities, new boolean[pairs.length], truncated);
  }

  public int size() {
    return pairs.length;
  }

  /// The pair at a place from 0 on.
  public Pair get(int place) {
    return new Pair(
        (int) (pairs[place] >>> 32), (int) pairs[place], similarities[place], probabilities[place], templates[place]);
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

  /// The pairs of documents that have a number, by those.
  ///
  /// @param numbers of each document; -1 where it has none
  PairTable renumbered(int[] numbers) {
    int[] both =
        IntStream.range(0, size())
            .filter(i -> numbers[(int) (pairs[i] >>> 32)] >= 0 && numbers[(int) pairs[i]] >= 0)
            .toArray();
    long[] keys = new long[both.length];
    float[] similar = new float[both.length];
    float[] probable = new float[both.length];
    boolean[] alike = new boolean[both.length];
    for (int i = 0; i < both.length; i++) {
      int place = both[i];
      keys[i] = PairTable.key(numbers[(int) (pairs[place] >>> 32)], numbers[(int) pairs[place]]);
      similar[i] = similarities[place];
      probable[i] = probabilities[place];
      alike[i] = templates[place];
    }
    return PairTable.of(keys, similar, probable, alike);
  }

  /// The pairs with a document of which `wanted` says so.
  MinedPairs of(IntPredicate wanted) {
    int[] some =
        IntStream.range(0, size())
            .filter(i -> wanted.test((int) (pairs[i] >>> 32)) || wanted.test((int) pairs[i]))
            .toArray();
    long[] keys = new long[some.length];
    float[] similar = new float[some.length];
    float[] probable = new float[some.length];
    boolean[] alike = new boolean[some.length];
    for (int i = 0; i < some.length; i++) {
      keys[i] = pairs[some[i]];
      similar[i] = similarities[some[i]];
      probable[i] = probabilities[some[i]];
      alike[i] = templates[some[i]];
    }
    return of(ids, keys, similar, probable, alike, truncated);
  }
}
