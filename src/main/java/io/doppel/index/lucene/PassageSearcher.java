package io.doppel.index.lucene;

import io.doppel.index.lucene.store.CommitData;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;

/// Searches one commit, and knows what it says about the index.
final class PassageSearcher extends IndexSearcher {

  private final CommitData commit;

  PassageSearcher(IndexReader reader, CommitData commit) {
    super(reader);
    this.commit = commit;
    // Every search is another vector; there is nothing to gain from a cache of queries.
    setQueryCache(null);
    setSimilarity(WordSearch.BM25);
  }

  CommitData commit() {
    return commit;
  }
}
