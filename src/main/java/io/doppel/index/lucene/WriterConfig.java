package io.doppel.index.lucene;

import io.doppel.index.lucene.search.WordSearch;
import io.doppel.index.lucene.store.CompactingMergePolicy;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.language.term.TermAnalyzer;
import io.doppel.language.term.Language;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;

/// How Lucene's writer buffers and merges, so that indexing leaves the processor to the encoder and searches meet few
/// segments.
final class WriterConfig {

  private static final Logger LOG = Logger.getLogger(WriterConfig.class.getName());

  /// Passages buffered before they are written as a segment: just too few for a graph, so that `put` never builds one.
  private static final int BUFFERED_PASSAGES = 1400;

  /// Merging builds graphs, which takes nearly all of the processor time of indexing: on one thread, so that the other
  /// cores stay with the encoder.
  private static final int MERGE_THREADS = 1;

  /// Merges that may wait for that thread before `put` waits too.
  private static final int MERGES_WAITING = 6;

  /// A search pays for every segment it visits, so there are to be few, and a big one is welcome.
  private static final double SEGMENTS_PER_TIER = 4;

  private static final double MAX_MERGED_SEGMENT_MB = 64 * 1024;

  /// Reached before [#BUFFERED_PASSAGES] by long texts only.
  private static final double RAM_BUFFER_MB = 64;

  /// How long a commit waits for merges of small segments, so that a stream of small commits stays few segments.
  private static final long MERGE_ON_COMMIT_MILLIS = 500;

  private WriterConfig() {}

  static IndexWriterConfig of(PassageCodec codec) {
    var merges =
        new ConcurrentMergeScheduler() {
          // Lucene closes the writer then, and whoever writes next is told or opens another one.
          @Override
          protected void handleMergeException(Throwable failure) {
            LOG.log(Level.WARNING, failure, () -> "a merge of segments failed");
          }
        };
    merges.setMaxMergesAndThreads(MERGES_WAITING, MERGE_THREADS);
    var policy = new TieredMergePolicy();
    policy.setSegmentsPerTier(SEGMENTS_PER_TIER);
    policy.setMaxMergedSegmentMB(MAX_MERGED_SEGMENT_MB);
    return new IndexWriterConfig(TermAnalyzer.of(Language.AUTO))
        .setSimilarity(WordSearch.BM25)
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
        .setCodec(codec)
        .setMergePolicy(new CompactingMergePolicy(policy))
        .setMergeScheduler(merges)
        .setMaxBufferedDocs(BUFFERED_PASSAGES)
        .setRAMBufferSizeMB(RAM_BUFFER_MB)
        .setMaxFullFlushMergeWaitMillis(MERGE_ON_COMMIT_MILLIS)
        // One file a small segment instead of a dozen: fewer open files and mappings.
        .setUseCompoundFile(true)
        .setCommitOnClose(true);
  }
}
