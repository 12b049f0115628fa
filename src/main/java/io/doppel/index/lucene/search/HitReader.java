package io.doppel.index.lucene.search;

import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.lucene.field.PassageReader;
import io.doppel.index.lucene.search.Best.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/// Makes hits of what a vector search found: puts ties in their order and reads the passages. Valid as long as its
/// searcher is held; for one thread.
public final class HitReader {

  private final PassageReader reader;

  public HitReader(IndexSearcher searcher) throws IOException {
    this.reader = new PassageReader(searcher);
  }

  public Hits hits(Best best, int limit) throws IOException {
    Candidate[] sorted = best.sorted();
    orderTies(sorted, limit);
    return new Hits(read(sorted, Math.min(limit, sorted.length)), best.matched() > limit);
  }

  private List<Hit> read(Candidate[] sorted, int count) throws IOException {
    Integer[] places = new Integer[count];
    Arrays.setAll(places, i -> i);
    // In the order they lie in, so that passages of one document come together and its text is read once.
    Arrays.sort(places, Comparator.comparingInt(place -> sorted[place].doc()));
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
      tied.add(new Named(reader.documentId(sorted[i].doc()), sorted[i]));
    }
    // Stable: passages of one document stay in the order of their offsets, as they lie in the index.
    tied.sort((a, b) -> a.id.compareTo(b.id));
    for (int i = from; i < to; i++) {
      sorted[i] = tied.get(i - from).candidate;
    }
  }
}
