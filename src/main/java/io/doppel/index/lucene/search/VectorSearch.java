package io.doppel.index.lucene.search;

import io.doppel.index.query.Effort;
import io.doppel.index.upkeep.IndexSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /// How much narrower the first walk is that looks for all above a similarity: mostly there are few or none, and what
  /// it ends at tells whether a wider one is needed.
  private static final int NARROWER = 4;

  private final List<SegmentSearch> segments = new ArrayList<>();
  private final int minWidth;

  /// @param filter which passages count, null for all
  public VectorSearch(PassageSearcher searcher, @Nullable Query filter) throws IOException {
    this.minWidth = searcher.commit().settings().searchWidth();
    Weight weight =
        filter == null ? null : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      segments.add(new SegmentSearch(leaf, weight, searcher.widening(leaf)));
    }
  }

  /// The nearest passages: walks the graphs, with room for twice the hits and at least as many as the settings say, and
  /// wider where vectors of few bits cannot tell what is nearest; or scores every vector.
  public Best nearest(float[] query, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> approximate(query, limit, Math.max(minWidth, WIDTH_PER_HIT * limit));
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

  /// The passages of at least `minSimilarity`, or the `limit` nearest of them: walks the graphs, narrow at first where
  /// they find enough, and again and wider until what it finds reaches below; or scores every vector.
  public Best within(float[] query, float minSimilarity, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> {
        Best best = new Best(limit, minSimilarity);
        int narrow = Math.max(IndexSettings.MIN_WIDTH, minWidth / NARROWER);
        for (SegmentSearch segment : segments) {
          segment.walk(query, minSimilarity, limit, segment.isWidened() ? minWidth : narrow, best);
        }
        yield best;
      }
      case EXACT -> exact(query, minSimilarity, limit);
    };
  }

  private Best approximate(float[] query, int limit, int narrowest) throws IOException {
    Best best = new Best(limit, -1);
    for (SegmentSearch segment : segments) {
      segment.walk(query, -1, limit, narrowest, best);
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
    int from = 0;
    for (SegmentSearch segment : segments) {
      int to = from;
      while (to < docs.length && docs[to] < segment.end()) {
        to++;
      }
      if (from < to) {
        float[] own = segment.similarities(query, Arrays.copyOfRange(docs, from, to));
        System.arraycopy(own, 0, similarities, from, own.length);
      }
      from = to;
    }
    return similarities;
  }
}
