package io.doppel.index.lucene.search;

import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.lucene.search.Best.Candidate;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Finds the passages of one segment that are nearest to a vector: by its graph, if that can be relied on, or by
/// scoring all.
///
/// A walk goes by Lucene's scores, of vectors that may be rounded to a few bits. They only lead to candidates; a
/// similarity is the dot product of the query and the vector as it was stored. How far the two differ tells how much
/// wider than the hits a walk has to be.
final class SegmentSearch {

  /// The growth from one walk to the next.
  private static final int GROWTH = 4;

  /// By how much Lucene's sums, which the walk goes by, differ at most from ours.
  private static final float ROUNDING = 1e-5f;

  /// So many standard deviations of the rounding a passage may be nearer than its place in a walk says.
  private static final double DEVIATIONS = 2;

  /// After so many passages it is asked whether the search is still wanted; a power of two.
  private static final int LOOK = 1 << 12;

  private final LeafReaderContext leaf;
  private final @Nullable Weight filter;
  private final int widening;

  /// @param filter which passages count, null for all
  /// @param widening how many times as wide as asked its graph is walked; [GraphQuality#NO_WALK] if there is none to
  ///     rely on
  SegmentSearch(LeafReaderContext leaf, @Nullable Weight filter, int widening) {
    this.leaf = leaf;
    this.filter = filter;
    this.widening = widening;
  }

  /// Whether its graph has to be walked wider than others: what a narrower walk finds there tells too little.
  boolean isWidened() {
    return widening > 1;
  }

  /// Offers what one walk of this width finds.
  void walkOnce(float[] query, int limit, int width, Best best) throws IOException {
    int passing = widening == GraphQuality.NO_WALK ? 0 : passing();
    int wide = width * widening;
    Near near = wide < passing ? walk(query, wide, passing) : null;
    offer(near == null ? all(query, -1, limit) : near, best);
  }

  /// Offers the passages of at least `minSimilarity`, and no fewer than may be among the `limit` most similar: walks,
  /// and again and wider until what was missed cannot be one of them.
  void walk(float[] query, float minSimilarity, int limit, int narrowest, Best best) throws IOException {
    int passing = widening == GraphQuality.NO_WALK ? 0 : passing();
    for (int width = narrowest * widening; width < passing; width *= GROWTH) {
      Near near = walk(query, width, passing);
      if (near == null) {
        break;
      }
      if (near.missed() <= Math.max(minSimilarity, near.similarity(limit + 1)) + ROUNDING) {
        offer(near, best);
        return;
      }
    }
    offer(all(query, minSimilarity, limit), best);
  }

  /// Offers every passage.
  void offerAll(float[] query, Best best) throws IOException {
    DocIdSetIterator docs = passingDocs();
    FloatVectorValues vectors = IndexState.vectors(leaf);
    Bits live = leaf.reader().getLiveDocs();
    DocIndexIterator rows = vectors.iterator();
    int scored = 0;
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if ((scored++ & (LOOK - 1)) == 0) {
        Cancellation.check();
      }
      if (live == null || live.get(doc)) {
        rows.advance(doc);
        best.offer(leaf.docBase + doc, Vectors.cosine(query, vectors.vectorValue(rows.index())));
      }
    }
  }

  /// The number after those of the segment's passages, of all passages of the index.
  int end() {
    return leaf.docBase + leaf.reader().maxDoc();
  }

  /// The similarities of passages of this segment, whose numbers in the index ascend.
  float[] similarities(float[] query, int[] docs) throws IOException {
    float[] similarities = new float[docs.length];
    FloatVectorValues vectors = IndexState.vectors(leaf);
    DocIndexIterator rows = vectors.iterator();
    for (int i = 0; i < docs.length; i++) {
      rows.advance(docs[i] - leaf.docBase);
      similarities[i] = Vectors.cosine(query, vectors.vectorValue(rows.index()));
    }
    return similarities;
  }

  /// What a walk found: numbers in the index, which ascend; their similarities; and those that the walk went by.
  private static final class Near {

    private final int[] docs;
    private final float[] similarities;
    private final float[] walked;

    Near(int[] docs, float[] similarities, float[] walked) {
      this.docs = docs;
      this.similarities = similarities;
      this.walked = walked;
    }

    /// How similar a passage may be that was not found: none came before the last of those that were, give or take what
    /// rounding errs.
    double missed() {
      double last = Double.POSITIVE_INFINITY;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < docs.length; i++) {
        last = Math.min(last, walked[i]);
        double error = walked[i] - similarities[i];
        sum += error;
        squares += error * error;
      }
      double mean = sum / docs.length;
      return last - mean + DEVIATIONS * Math.sqrt(Math.max(0, squares / docs.length - mean * mean));
    }

    /// The similarity at a place, 1 for the most similar; -1 where there are not so many.
    float similarity(int place) {
      if (place > similarities.length) {
        return -1;
      }
      float[] ascending = similarities.clone();
      Arrays.sort(ascending);
      return ascending[ascending.length - place];
    }
  }

  private void offer(Near near, Best best) {
    for (int i = 0; i < near.docs.length; i++) {
      best.offer(near.docs[i], near.similarities[i]);
    }
  }

  /// Null if the walk ended early: a graph can fall apart, and nobody is to get fewer hits for that.
  private @Nullable Near walk(float[] query, int width, int passing) throws IOException {
    KnnCollector collector = new TopKnnCollector(width, passing);
    leaf.reader().searchNearestVectors(PassageFields.VECTOR, query, collector, accepted());
    ScoreDoc[] found = collector.topDocs().scoreDocs;
    if (collector.earlyTerminated() || found.length < width) {
      return null;
    }
    // In order of the numbers, to read the vectors in one sweep: the number before the score in one value.
    long[] ordered = new long[found.length];
    Arrays.setAll(ordered, i -> (long) found[i].doc << Float.SIZE | Float.floatToIntBits(found[i].score));
    Arrays.sort(ordered);
    int[] docs = new int[found.length];
    float[] walked = new float[found.length];
    for (int i = 0; i < found.length; i++) {
      docs[i] = leaf.docBase + (int) (ordered[i] >> Float.SIZE);
      // Lucene's score of a dot product is half of one more.
      walked[i] = 2 * Float.intBitsToFloat((int) ordered[i]) - 1;
    }
    return new Near(docs, similarities(query, docs), walked);
  }

  private Near all(float[] query, float minSimilarity, int limit) throws IOException {
    Best best = new Best(limit + 1, minSimilarity);
    offerAll(query, best);
    Candidate[] nearest = best.sorted();
    Arrays.sort(nearest, Comparator.comparingInt(Candidate::doc));
    int[] docs = new int[nearest.length];
    float[] similarities = new float[nearest.length];
    for (int i = 0; i < nearest.length; i++) {
      docs[i] = nearest[i].doc();
      similarities[i] = nearest[i].similarity();
    }
    return new Near(docs, similarities, similarities);
  }

  private AcceptDocs accepted() throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    int documents = leaf.reader().maxDoc();
    return filter == null
        ? AcceptDocs.fromLiveDocs(live, documents)
        : AcceptDocs.fromIteratorSupplier(this::passingDocs, live, documents);
  }

  /// How many passages pass; counts those deleted where a filter is.
  private int passing() throws IOException {
    if (filter == null) {
      return leaf.reader().numDocs();
    }
    DocIdSetIterator docs = passingDocs();
    int count = 0;
    while (docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      count++;
    }
    return count;
  }

  private DocIdSetIterator passingDocs() throws IOException {
    if (filter == null) {
      return DocIdSetIterator.all(leaf.reader().maxDoc());
    }
    Scorer scorer = filter.scorer(leaf);
    return scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
  }
}
