package io.doppel.index.lucene.search;

import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Sharing;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.PassageReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Finds the documents that share fingerprints with a text, in one state of an index. Valid as long as its searcher is
/// held; for one thread.
public final class FingerprintSearch {

  private final IndexSearcher searcher;
  private final List<Postings> leaves = new ArrayList<>();

  /// The postings of a segment.
  private record Postings(TermsEnum terms, Bits live, int docBase) {}

  private static final class Shared {
    private int fingerprints;
    private double weight;
  }

  public FingerprintSearch(IndexSearcher searcher) throws IOException {
    this.searcher = searcher;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Terms terms = leaf.reader().terms(PassageFields.FINGERPRINTS);
      if (terms != null) {
        Bits live = leaf.reader().getLiveDocs();
        Bits all = new Bits.MatchAllBits(leaf.reader().maxDoc());
        leaves.add(new Postings(terms.iterator(), live == null ? all : live, leaf.docBase));
      }
    }
  }

  /// The documents with the highest weights; ties are in order of their ids.
  public Sharing sharing(long[] fingerprints, int limit) throws IOException {
    long documents = new IndexState(searcher).documents();
    Map<Integer, Shared> byFirst = new HashMap<>();
    int widespread = 0;
    for (long fingerprint : fingerprints) {
      List<Integer> firsts = documentsWith(PassageFields.term(fingerprint));
      if (firsts.size() <= Overlap.MAX_DOCUMENTS) {
        double weight = Math.log(1 + (double) documents / firsts.size());
        for (int first : firsts) {
          Shared shared = byFirst.computeIfAbsent(first, key -> new Shared());
          shared.fingerprints++;
          shared.weight += weight;
        }
      } else {
        widespread++;
      }
    }
    PassageReader reader = new PassageReader(searcher);
    List<Overlap> overlaps = new ArrayList<>();
    List<Map.Entry<Integer, Shared>> best = new ArrayList<>(byFirst.entrySet());
    best.sort(Comparator.comparingDouble(entry -> -entry.getValue().weight));
    double least = best.size() > limit ? best.get(limit - 1).getValue().weight : 0;
    for (Map.Entry<Integer, Shared> entry : best) {
      Shared shared = entry.getValue();
      if (shared.weight >= least) {
        overlaps.add(new Overlap(reader.documentId(entry.getKey()).utf8ToString(), shared.fingerprints, shared.weight));
      }
    }
    overlaps.sort(
        Comparator.comparingDouble(Overlap::weight)
            .reversed()
            .thenComparing(overlap -> new BytesRef(overlap.documentId())));
    return new Sharing(overlaps.subList(0, Math.min(limit, overlaps.size())), widespread);
  }

  /// Lucene's numbers of the first passages of the documents with a fingerprint; at most one more than may count.
  private List<Integer> documentsWith(BytesRef term) throws IOException {
    List<Integer> firsts = new ArrayList<>();
    for (Postings leaf : leaves) {
      if (leaf.terms.seekExact(term)) {
        PostingsEnum postings = leaf.terms.postings(null, PostingsEnum.NONE);
        int doc = postings.nextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS && firsts.size() <= Overlap.MAX_DOCUMENTS) {
          if (leaf.live.get(doc)) {
            firsts.add(leaf.docBase + doc);
          }
          doc = postings.nextDoc();
        }
      }
    }
    return firsts;
  }
}
