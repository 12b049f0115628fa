package io.doppel.index.lucene.search;

import java.util.Arrays;

/// Collects the most similar passages of a search: those of at least a bound, at most a limit of them, and for fairness
/// every passage that ties with the last one, since which of these stay is decided by their ids.
public final class Best {

  private static final int FIRST_CAPACITY = 256;

  private final int limit;
  private final float minSimilarity;
  private int[] docs = new int[FIRST_CAPACITY];
  private float[] similarities = new float[FIRST_CAPACITY];
  private int size;
  private float floor;
  private int seen;
  private int matched;
  private float lowest = Float.POSITIVE_INFINITY;

  Best(int limit, float minSimilarity) {
    this.limit = limit;
    this.minSimilarity = minSimilarity;
    this.floor = minSimilarity;
  }

  void offer(int doc, float similarity) {
    seen++;
    lowest = Math.min(lowest, similarity);
    if (similarity >= minSimilarity) {
      matched++;
    }
    if (similarity >= floor) {
      if (size == docs.length) {
        prune();
      }
      docs[size] = doc;
      similarities[size++] = similarity;
    }
  }

  /// Passages offered.
  int seen() {
    return seen;
  }

  /// Passages offered that reach the bound.
  int matched() {
    return matched;
  }

  /// The smallest similarity offered.
  float lowest() {
    return lowest;
  }

  /// The candidates for the limit, most similar first, ties in order of the document number: at least as many as the
  /// limit if so many matched, more if the last ones tie.
  Candidate[] sorted() {
    if (size > limit) {
      prune();
    }
    Candidate[] sorted = new Candidate[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = new Candidate(docs[i], similarities[i]);
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /// Drops what can no longer be among the best; grows where that does not make room enough to be worth it.
  private void prune() {
    if (size > limit) {
      float[] ascending = Arrays.copyOf(similarities, size);
      Arrays.sort(ascending);
      floor = Math.max(floor, ascending[size - limit]);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (similarities[i] >= floor) {
          docs[kept] = docs[i];
          similarities[kept++] = similarities[i];
        }
      }
      size = kept;
    }
    if (size > docs.length / 2) {
      docs = Arrays.copyOf(docs, 2 * docs.length);
      similarities = Arrays.copyOf(similarities, docs.length);
    }
  }

  /// @param doc Lucene's number of the passage within the snapshot
  record Candidate(int doc, float similarity) implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
      int bySimilarity = Float.compare(other.similarity, similarity);
      return bySimilarity != 0 ? bySimilarity : Integer.compare(doc, other.doc);
    }
  }
}
