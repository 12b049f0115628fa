package io.doppel.index.lucene.search;

import io.doppel.index.Effort;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.Snapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// Finds the passages nearest to a vector in one state of an index. Valid as long as its searcher is held; thread-safe.
///
/// A similarity is always the dot product of the stored vector and the query, computed here; Lucene's own scores, which are
/// rounded and scaled, only lead to the candidates. Each segment is walked with the whole width: what is near may all lie in one.
public final class VectorSearch {

  /// How much wider than the hits wanted the walk is, since the last places of a walk are the least reliable.
  private static final int WIDTH_PER_HIT = 2;

  /// The growth from one attempt of an approximate [#within] to the next.
  private static final int WIDENING = 4;

  /// By how much sums of the same numbers in another order differ at most.
  private static final float ROUNDING = 1e-5f;

  private final PassageSearcher searcher;
  private final List<LeafReaderContext> leaves;
  private final @Nullable Weight weight;
  private final int minWidth;

  /// @param filter which passages count, null for all
  public VectorSearch(PassageSearcher searcher, @Nullable Query filter) throws IOException {
    this.searcher = searcher;
    this.leaves = searcher.getIndexReader().leaves();
    this.weight =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    this.minWidth = searcher.commit().settings().searchWidth();
  }

  /// The nearest passages: walks the graphs once, with room for twice the hits and at least as many as the settings say; or
  /// scores every vector.
  public Best nearest(float[] query, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> approximate(query, -1, limit, widest(limit), widest(limit));
      case EXACT -> exact(query, -1, limit);
    };
  }

  /// The nearest passages that a walk of this width finds.
  public Best nearest(float[] query, int limit, int width) throws IOException {
    int enough = Math.max(limit + 1, width);
    return approximate(query, -1, limit, enough, enough);
  }

  /// The passages of at least `minSimilarity`: walks the graphs, and again and wider until half of what it finds is below
  /// that, or it reaches beyond `limit`; or scores every vector.
  public Best within(float[] query, float minSimilarity, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> approximate(query, minSimilarity, limit, minWidth, widest(limit));
      case EXACT -> exact(query, minSimilarity, limit);
    };
  }

  private int widest(int limit) {
    return Math.max(minWidth, WIDTH_PER_HIT * limit);
  }

  private Best approximate(float[] query, float minSimilarity, int limit, int narrowest, int widest)
      throws IOException {
    Best best = new Best(limit, minSimilarity);
    for (LeafReaderContext leaf : leaves) {
      Near near = near(leaf, query, minSimilarity, narrowest, widest);
      for (int i = 0; i < near.docs.length; i++) {
        best.offer(leaf.docBase + near.docs[i], near.similarities[i]);
      }
    }
    return best;
  }

  /// Passages of a segment, by their numbers in it, which ascend; each with its similarity, to the last bit the same each time.
  private static final class Near {

    private final int[] docs;
    private final float[] similarities;

    Near(int[] docs, float[] similarities) {
      this.docs = docs;
      this.similarities = similarities;
    }

    /// Whether at least half of them are less similar. A single one tells nothing where the graph is walked by rounded vectors.
    boolean reachesBelow(float similarity) {
      int below = 0;
      for (float each : similarities) {
        if (each < similarity) {
          below++;
        }
      }
      return 2 * below >= similarities.length;
    }
  }

  /// Those passages of a segment that may be among the best: by its graph, if that can be relied on, else of all.
  private Near near(LeafReaderContext leaf, float[] query, float minSimilarity, int narrowest, int widest)
      throws IOException {
    int inLeaf = searcher.hasGraph(leaf) ? passing(leaf) : 0;
    int width = narrowest;
    while (width < inLeaf) {
      int[] docs = walk(leaf, query, width, inLeaf);
      if (docs.length < width) {
        // A graph can fall apart, and a walk then ends early; nobody is to get fewer hits for that.
        break;
      }
      Near near = near(leaf, query, docs);
      if (width == widest || near.reachesBelow(minSimilarity)) {
        return near;
      }
      width = Math.min(WIDENING * width, widest);
    }
    Best best = new Best(widest + 1, minSimilarity - ROUNDING);
    scoreAll(leaf, query, best);
    int[] docs = Arrays.stream(best.sorted()).mapToInt(found -> found.doc() - leaf.docBase).sorted().toArray();
    return near(leaf, query, docs);
  }

  private static Near near(LeafReaderContext leaf, float[] query, int[] docs) throws IOException {
    float[] similarities = new float[docs.length];
    FloatVectorValues vectors = Snapshot.vectors(leaf);
    DocIndexIterator rows = vectors.iterator();
    for (int i = 0; i < docs.length; i++) {
      rows.advance(docs[i]);
      similarities[i] = repeatable(query, vectors.vectorValue(rows.index()));
    }
    return new Near(docs, similarities);
  }

  /// What a walk through the graph of a segment finds, in order of the document numbers, to read the vectors in one sweep; nothing
  /// if it looked at as many vectors as pass.
  private int[] walk(LeafReaderContext leaf, float[] query, int width, int inLeaf) throws IOException {
    KnnCollector collector = new TopKnnCollector(width, inLeaf);
    leaf.reader().searchNearestVectors(PassageFields.VECTOR, query, collector, accepted(leaf));
    if (collector.earlyTerminated()) {
      return new int[0];
    }
    return Arrays.stream(collector.topDocs().scoreDocs).mapToInt(found -> found.doc).sorted().toArray();
  }

  private AcceptDocs accepted(LeafReaderContext leaf) throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    int documents = leaf.reader().maxDoc();
    Weight weight = this.weight;
    return weight == null
        ? AcceptDocs.fromLiveDocs(live, documents)
        : AcceptDocs.fromIteratorSupplier(() -> passing(leaf, weight), live, documents);
  }

  /// How many passages of a segment pass; counts those deleted where a filter is.
  private int passing(LeafReaderContext leaf) throws IOException {
    if (weight == null) {
      return leaf.reader().numDocs();
    }
    DocIdSetIterator docs = passing(leaf, weight);
    int count = 0;
    while (docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      count++;
    }
    return count;
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
    for (LeafReaderContext leaf : leaves) {
      scoreAll(leaf, query, best);
    }
    return best;
  }

  private void scoreAll(LeafReaderContext leaf, float[] query, Best best) throws IOException {
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

  private static float similarity(float[] query, float[] vector) {
    return Math.clamp(VectorUtil.dotProduct(query, vector), -1f, 1f);
  }
}
