package io.doppel.index.lucene.search;

import io.doppel.index.Effort;
import io.doppel.index.lucene.field.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// Finds the passages nearest to a vector in one state of an index. Valid as long as its searcher is held; thread-safe.
///
/// Each segment is walked with the whole width: what is near may all lie in one.
public final class VectorSearch {

  /// How much wider than the hits wanted the walk is, since the last places of a walk are the least reliable.
  private static final int WIDTH_PER_HIT = 2;

  private final List<LeafReaderContext> leaves;
  private final List<SegmentSearch> segments = new ArrayList<>();
  private final int minWidth;

  /// @param filter which passages count, null for all
  public VectorSearch(PassageSearcher searcher, @Nullable Query filter) throws IOException {
    this.leaves = searcher.getIndexReader().leaves();
    this.minWidth = searcher.commit().settings().searchWidth();
    Weight weight =
        filter == null ? null : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : leaves) {
      segments.add(new SegmentSearch(leaf, weight, searcher.hasGraph(leaf)));
    }
  }

  /// The nearest passages: walks the graphs, with room for twice the hits and at least as many as the settings say, and wider where
  /// vectors of few bits cannot tell what is nearest; or scores every vector.
  public Best nearest(float[] query, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> approximate(query, -1, limit, Math.max(minWidth, WIDTH_PER_HIT * limit));
      case EXACT -> exact(query, -1, limit);
    };
  }

  /// The nearest passages that a walk of this width finds.
  public Best nearest(float[] query, int limit, int width) throws IOException {
    Best best = new Best(limit, -1);
    for (SegmentSearch segment : segments) {
      segment.walkOnce(query, limit, Math.max(limit + 1, width), best);
    }
    return best;
  }

  /// The passages of at least `minSimilarity`, or the `limit` nearest of them: walks the graphs, and again and wider until what it finds
  /// reaches below; or scores every vector.
  public Best within(float[] query, float minSimilarity, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> approximate(query, minSimilarity, limit, minWidth);
      case EXACT -> exact(query, minSimilarity, limit);
    };
  }

  private Best approximate(float[] query, float minSimilarity, int limit, int narrowest) throws IOException {
    Best best = new Best(limit, minSimilarity);
    for (SegmentSearch segment : segments) {
      segment.walk(query, minSimilarity, limit, narrowest, best);
    }
    return best;
  }

  private Best exact(float[] query, float minSimilarity, int limit) throws IOException {
    Best best = new Best(limit, minSimilarity);
    for (SegmentSearch segment : segments) {
      segment.offerAll(query, best);
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

  /// The dot product of unit vectors, to the last bit the same each time. Lucene's adds up in an order that changes when the code gets compiled, and near ties change places.
  static float repeatable(float[] query, float[] vector) {
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
