package io.doppel.index.lucene.search;

import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.Snapshot;
import io.doppel.index.lucene.search.Best.Candidate;
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
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// Finds the passages of one segment that are nearest to a vector: by its graph, if that can be relied on, or by scoring all.
///
/// A walk goes by Lucene's scores, of vectors that may be rounded to a few bits. They only lead to candidates; a similarity is the dot
/// product of the query and the vector as it was stored. How far the two differ tells how much wider than the hits a walk has to be.
final class SegmentSearch {

  /// The growth from one walk to the next.
  private static final int WIDENING = 4;

  /// By how much sums of the same numbers in another order differ at most.
  private static final float ROUNDING = 1e-5f;

  /// So many standard deviations of the rounding a passage may be nearer than its place in a walk says.
  private static final double DEVIATIONS = 2;

  /// After so many passages it is asked whether the search is still wanted; a power of two.
  private static final int LOOK = 1 << 12;

  private final LeafReaderContext leaf;
  private final @Nullable Weight filter;
  private final boolean graph;

  /// @param filter which passages count, null for all
  /// @param graph whether there is a graph to rely on
  SegmentSearch(LeafReaderContext leaf, @Nullable Weight filter, boolean graph) {
    this.leaf = leaf;
    this.filter = filter;
    this.graph = graph;
  }

  /// Offers what one walk of this width finds.
  void walkOnce(float[] query, int limit, int width, Best best) throws IOException {
    int passing = graph ? passing() : 0;
    Near near = width < passing ? walk(query, width, passing) : null;
    offer(near == null ? all(query, -1, limit) : near, best);
  }

  /// Offers the passages of at least `minSimilarity`, and no fewer than may be among the `limit` most similar: walks, and again and wider
  /// until what was missed cannot be one of them.
  void walk(float[] query, float minSimilarity, int limit, int narrowest, Best best) throws IOException {
    int passing = graph ? passing() : 0;
    for (int width = narrowest; width < passing; width *= WIDENING) {
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
    FloatVectorValues vectors = Snapshot.vectors(leaf);
    Bits live = leaf.reader().getLiveDocs();
    DocIndexIterator rows = vectors.iterator();
    int scored = 0;
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if ((scored++ & (LOOK - 1)) == 0) {
        Cancellation.check();
      }
      if (live == null || live.get(doc)) {
        rows.advance(doc);
        best.offer(leaf.docBase + doc, Math.clamp(VectorUtil.dotProduct(query, vectors.vectorValue(rows.index())), -1f, 1f));
      }
    }
  }

  /// The number after those of the segment's passages, of all passages of the index.
  int end() {
    return leaf.docBase + leaf.reader().maxDoc();
  }

  /// The similarities of passages of this segment, whose numbers in the index ascend; to the last bit the same each time.
  float[] similarities(float[] query, int[] docs) throws IOException {
    float[] similarities = new float[docs.length];
    FloatVectorValues vectors = Snapshot.vectors(leaf);
    DocIndexIterator rows = vectors.iterator();
    for (int i = 0; i < docs.length; i++) {
      rows.advance(docs[i] - leaf.docBase);
      similarities[i] = repeatable(query, vectors.vectorValue(rows.index()));
    }
    return similarities;
  }

  /// What a walk found: numbers in the index, which ascend; their similarities, to the last bit the same each time; and those that the
  /// walk went by.
  private static final class Near {

    private final int[] docs;
    private final float[] similarities;
    private final float[] walked;

    Near(int[] docs, float[] similarities, float[] walked) {
      this.docs = docs;
      this.similarities = similarities;
      this.walked = walked;
    }

    /// How similar a passage may be that was not found: none came before the last of those that were, give or take what rounding errs.
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
    // In order of the numbers, to read the vectors in one sweep.
    Arrays.sort(found, Comparator.comparingInt(each -> each.doc));
    int[] docs = new int[found.length];
    float[] walked = new float[found.length];
    for (int i = 0; i < found.length; i++) {
      docs[i] = leaf.docBase + found[i].doc;
      // Lucene's score of a dot product is half of one more.
      walked[i] = 2 * found[i].score - 1;
    }
    return new Near(docs, similarities(query, docs), walked);
  }

  private Near all(float[] query, float minSimilarity, int limit) throws IOException {
    Best best = new Best(limit + 1, minSimilarity - ROUNDING);
    offerAll(query, best);
    int[] docs = Arrays.stream(best.sorted()).mapToInt(Candidate::doc).sorted().toArray();
    float[] similarities = similarities(query, docs);
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

  /// The dot product of unit vectors. Lucene's adds up in an order that changes when the code gets compiled, and near ties change places.
  private static float repeatable(float[] query, float[] vector) {
    // Eight sums, since each addition waits for the one before it; in variables, which stay in registers.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int whole = query.length - query.length % 8;
    for (int i = 0; i < whole; i += 8) {
      s0 = Math.fma(query[i], vector[i], s0);
      s1 = Math.fma(query[i + 1], vector[i + 1], s1);
      s2 = Math.fma(query[i + 2], vector[i + 2], s2);
      s3 = Math.fma(query[i + 3], vector[i + 3], s3);
      s4 = Math.fma(query[i + 4], vector[i + 4], s4);
      s5 = Math.fma(query[i + 5], vector[i + 5], s5);
      s6 = Math.fma(query[i + 6], vector[i + 6], s6);
      s7 = Math.fma(query[i + 7], vector[i + 7], s7);
    }
    float sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    for (int i = whole; i < query.length; i++) {
      sum = Math.fma(query[i], vector[i], sum);
    }
    return Math.clamp(sum, -1f, 1f);
  }
}
