package io.doppel.index.lucene.search;

import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.PassageCodec;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.IndexSearcher;

/// Searches one commit, and knows what it says about the index.
public final class PassageSearcher extends IndexSearcher {

  private final CommitData commit;

  public PassageSearcher(IndexReader reader, CommitData commit) {
    super(reader);
    this.commit = commit;
    // Every search is another vector; there is nothing to gain from a cache of queries.
    setQueryCache(null);
    setSimilarity(WordSearch.BM25);
  }

  public CommitData commit() {
    return commit;
  }

  /// See [io.doppel.index.IndexView#generation].
  public String generation() {
    return commit.birth() + "-" + ((DirectoryReader) getIndexReader()).getVersion();
  }

  /// How many times as wide as usual a segment's graph has to be walked to find what is there;
  /// [GraphQuality#NO_WALK] if it has none that does.
  int widening(LeafReaderContext leaf) {
    return leaf.reader() instanceof SegmentReader segment && segment.maxDoc() > PassageCodec.LARGEST_WITHOUT_GRAPH
        ? commit.graphs().widening(segment.getSegmentName())
        : GraphQuality.NO_WALK;
  }
}
