package io.doppel.index.lucene;

import io.doppel.index.Effort;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// Finds the passages nearest to a vector in one state of an index. Valid as long as its searcher is held; thread-safe.
///
/// A similarity is always the dot product of the stored vector and the query, computed here; Lucene's own scores, which are
/// rounded and scaled, only lead to the candidates.
final class VectorSearch {

  /// The narrowest walk through the graph: how many candidates it keeps while looking. See [#nearest].
  private static final int MIN_WIDTH = 128;

  /// How much wider than the hits wanted the walk is, since the last places of a walk are the least reliable.
  private static final int WIDTH_PER_HIT = 2;

  /// The growth from one attempt of an approximate [#within] to the next.
  private static final int WIDENING = 4;

  private final IndexSearcher searcher;
  private final List<LeafReaderContext> leaves;
  private final @Nullable Query filter;
  private final int passing;

  /// @param filter which passages count, null for all
  VectorSearch(IndexSearcher searcher, @Nullable Query filter) throws IOException {
    this.searcher = searcher;
    this.leaves = searcher.getIndexReader().leaves();
    this.filter = filter;
    this.passing = filter == null ? searcher.getIndexReader().numDocs() : searcher.count(filter);
  }

  /// The nearest passages: walks the graphs once, with room for twice the hits and at least 128; or scores every vector.
  Best nearest(float[] query, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> walk(query, -1, limit, widest(limit));
      case EXACT -> exact(query, -1, limit);
    };
  }

  /// The passages of at least `minSimilarity`: walks the graphs, and again and wider until what it finds reaches below
  /// that, or beyond `limit`; or scores every vector.
  Best within(float[] query, float minSimilarity, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> walk(query, minSimilarity, limit, MIN_WIDTH);
      case EXACT -> exact(query, minSimilarity, limit);
    };
  }

  private Best walk(float[] query, float minSimilarity, int limit, int firstWidth)
      throws IOException {
    int widest = widest(limit);
    int width = firstWidth;
    while (true) {
      Best best = walkOnce(query, minSimilarity, limit, width);
      if (best.lowest() < minSimilarity || best.seen() == passing) {
        return best;
      }
      if (width == widest) {
        // A graph can fall apart, and a walk then ends early; nobody is to get fewer hits for that.
        return best.matched() >= Math.min(limit, passing) ? best : exact(query, minSimilarity, limit);
      }
      width = Math.min(WIDENING * width, widest);
    }
  }

  private static int widest(int limit) {
    return Math.max(MIN_WIDTH, WIDTH_PER_HIT * limit);
  }

  private Best walkOnce(float[] query, float minSimilarity, int limit, int width)
      throws IOException {
    ScoreDoc[] found =
        searcher.search(
                new KnnFloatVectorQuery(PassageFields.VECTOR, query, width, filter), width)
            .scoreDocs;
    // In order of the document number, to read each segment's vectors in one sweep.
    Arrays.sort(found, (a, b) -> Integer.compare(a.doc, b.doc));
    int[] docs = new int[found.length];
    Arrays.setAll(docs, i -> found[i].doc);
    float[] similarities = similarities(query, docs);
    Best best = new Best(limit, minSimilarity);
    for (int i = 0; i < docs.length; i++) {
      best.offer(docs[i], similarities[i]);
    }
    return best;
  }

  /// The similarities of the passages with these numbers, which ascend; to the last bit the same each time.
  float[] similarities(float[] query, int[] docs) throws IOException {
    float[] similarities = new float[docs.length];
    int next = 0;
    for (LeafReaderContext leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next < docs.length && docs[next] < end) {
        FloatVectorValues vectors = Snapshot.vectors(leaf);
        DocIndexIterator rows = vectors.iterator();
        for (; next < docs.length && docs[next] < end; next++) {
          rows.advance(docs[next] - leaf.docBase);
          similarities[next] = repeatable(query, vectors.vectorValue(rows.index()));
        }
      }
    }
    return similarities;
  }

  /// Scores every vector.
  private Best exact(float[] query, float minSimilarity, int limit) throws IOException {
    Best best = new Best(limit, minSimilarity);
    Weight weight =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : leaves) {
      DocIdSetIterator docs = passing(leaf, weight);
      FloatVectorValues vectors = Snapshot.vectors(leaf);
      Bits live = leaf.reader().getLiveDocs();
      DocIndexIterator rows = vectors.iterator();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (live == null || live.get(doc)) {
          rows.advance(doc);
          best.offer(leaf.docBase + doc, similarity(query, vectors.vectorValue(rows.index())));
        }
      }
    }
    return best;
  }

  private static DocIdSetIterator passing(LeafReaderContext leaf, @Nullable Weight weight)
      throws IOException {
    if (weight == null) {
      return DocIdSetIterator.all(leaf.reader().maxDoc());
    }
    Scorer scorer = weight.scorer(leaf);
    return scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
  }

  /// Lucene's dot product adds up in an order that changes when the code gets compiled, and near ties change places.
  private static float repeatable(float[] query, float[] vector) {
    float a = 0;
    float b = 0;
    int i = 0;
    for (; i < query.length - 1; i += 2) {
      a = Math.fma(query[i], vector[i], a);
      b = Math.fma(query[i + 1], vector[i + 1], b);
    }
    if (i < query.length) {
      a = Math.fma(query[i], vector[i], a);
    }
    return Math.clamp(a + b, -1f, 1f);
  }

  private static float similarity(float[] query, float[] vector) {
    return Math.clamp(VectorUtil.dotProduct(query, vector), -1f, 1f);
  }
}
