package io.doppel.index;

import io.doppel.index.Best.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/// Finds the passages nearest to a vector in one state of an index. Valid as long as its searcher is held; thread-safe.
///
/// A similarity is always the dot product of the stored vector and the query, computed here and the same way for every
/// effort; Lucene's own scores, which are rounded and scaled, only lead to the candidates.
final class Search {

  /// The narrowest walk through the graph: how many candidates it keeps while looking. See [#nearest].
  private static final int MIN_WIDTH = 128;

  /// How much wider than the hits wanted the walk is, since the last places of a walk are the least reliable.
  private static final int WIDTH_PER_HIT = 2;

  /// The growth from one attempt of an approximate [#within] to the next.
  private static final int WIDENING = 4;

  private final IndexSearcher searcher;
  private final List<LeafReaderContext> leaves;

  Search(IndexSearcher searcher) {
    this.searcher = searcher;
    this.leaves = searcher.getIndexReader().leaves();
  }

  /// Scores every vector.
  Hits exact(float[] query, float minSimilarity, int limit) throws IOException {
    return hits(scoreAll(query, minSimilarity, limit), limit);
  }

  /// Walks the graphs once, with room for twice the hits and at least 128.
  Hits nearest(float[] query, int limit) throws IOException {
    return walk(query, -1, limit, widest(limit));
  }

  /// Walks the graphs, and again and wider until what it finds reaches below `minSimilarity`, or beyond `limit`.
  Hits within(float[] query, float minSimilarity, int limit) throws IOException {
    return walk(query, minSimilarity, limit, MIN_WIDTH);
  }

  private Hits walk(float[] query, float minSimilarity, int limit, int firstWidth)
      throws IOException {
    int widest = widest(limit);
    int width = firstWidth;
    while (true) {
      Best best = walkOnce(query, minSimilarity, limit, width);
      if (best.lowest() < minSimilarity || best.seen() == searcher.getIndexReader().numDocs()) {
        return hits(best, limit);
      }
      if (width == widest) {
        // A graph can fall apart, and a walk then ends early; nobody is to get fewer hits for that.
        return hits(
            best.matched() >= Math.min(limit, searcher.getIndexReader().numDocs())
                ? best
                : scoreAll(query, minSimilarity, limit),
            limit);
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
        searcher.search(new KnnFloatVectorQuery(PassageFields.VECTOR, query, width), width)
            .scoreDocs;
    // In order of the document number, to read each segment's vectors in one sweep.
    Arrays.sort(found, (a, b) -> Integer.compare(a.doc, b.doc));
    Best best = new Best(limit, minSimilarity);
    int next = 0;
    for (LeafReaderContext leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next < found.length && found[next].doc < end) {
        FloatVectorValues vectors = Snapshot.vectors(leaf);
        DocIndexIterator rows = vectors.iterator();
        for (; next < found.length && found[next].doc < end; next++) {
          rows.advance(found[next].doc - leaf.docBase);
          best.offer(found[next].doc, similarity(query, vectors.vectorValue(rows.index())));
        }
      }
    }
    return best;
  }

  private Best scoreAll(float[] query, float minSimilarity, int limit) throws IOException {
    Best best = new Best(limit, minSimilarity);
    for (LeafReaderContext leaf : leaves) {
      FloatVectorValues vectors = Snapshot.vectors(leaf);
      Bits live = leaf.reader().getLiveDocs();
      DocIndexIterator rows = vectors.iterator();
      for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
        if (live == null || live.get(doc)) {
          best.offer(
              leaf.docBase + doc, similarity(query, vectors.vectorValue(rows.index())));
        }
      }
    }
    return best;
  }

  private static float similarity(float[] query, float[] vector) {
    return Math.clamp(VectorUtil.dotProduct(query, vector), -1f, 1f);
  }

  private Hits hits(Best best, int limit) throws IOException {
    Candidate[] sorted = best.sorted();
    orderTies(sorted, limit);
    return new Hits(read(sorted, Math.min(limit, sorted.length)), best.matched() > limit);
  }

  private List<Hit> read(Candidate[] sorted, int count) throws IOException {
    Integer[] places = new Integer[count];
    Arrays.setAll(places, i -> i);
    // In the order they lie in, so that passages of one document come together and its text is read once.
    Arrays.sort(places, Comparator.comparingInt(place -> sorted[place].doc()));
    PassageReader reader = new PassageReader(searcher);
    Hit[] hits = new Hit[count];
    for (int place : places) {
      hits[place] = new Hit(reader.read(sorted[place].doc()), sorted[place].similarity());
    }
    return List.of(hits);
  }

  /// Puts candidates of equal similarity in order of their document's id. Ids are read for these only.
  private void orderTies(Candidate[] sorted, int limit) throws IOException {
    int from = 0;
    while (from < sorted.length && from < limit) {
      int to = from + 1;
      while (to < sorted.length && sorted[to].similarity() == sorted[from].similarity()) {
        to++;
      }
      if (to - from > 1) {
        orderById(sorted, from, to);
      }
      from = to;
    }
  }

  private void orderById(Candidate[] sorted, int from, int to) throws IOException {
    record Named(BytesRef id, Candidate candidate) {}
    List<Named> tied = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      tied.add(new Named(documentIdOf(sorted[i].doc()), sorted[i]));
    }
    // Stable: passages of one document stay in the order of their offsets, as they lie in the index.
    tied.sort((a, b) -> a.id.compareTo(b.id));
    for (int i = from; i < to; i++) {
      sorted[i] = tied.get(i - from).candidate;
    }
  }

  private BytesRef documentIdOf(int doc) throws IOException {
    LeafReaderContext leaf = Snapshot.leafOf(leaves, doc);
    SortedDocValues ids = leaf.reader().getSortedDocValues(PassageFields.DOCUMENT_ID);
    if (ids == null || !ids.advanceExact(doc - leaf.docBase)) {
      throw new IOException("no document id for passage " + doc);
    }
    return BytesRef.deepCopyOf(ids.lookupOrd(ids.ordValue()));
  }
}
