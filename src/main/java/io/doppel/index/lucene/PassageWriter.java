package io.doppel.index.lucene;

import io.doppel.index.Passport;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// The one writer of an index, opened (and the folder locked) at the first change. Thread-safe.
final class PassageWriter implements Closeable {

  /// Neighbours of a node in the graph (M), and how many candidates are weighed to find them. M = 32 with 100 costs
  /// three fifths of the processor time of 32 with 200; what recall it lacks, a wider search brings back for less.
  private static final int GRAPH_NEIGHBOURS = 32;

  private static final int GRAPH_CANDIDATES = 100;

  /// Segments of up to some 1,400 passages get no graph: scoring them all is as fast as walking a graph, is exact, and
  /// no time goes into graphs that the next merge throws away. Lucene takes the width of a search, not a size.
  private static final int WIDTH_WORTH_A_GRAPH = 200;

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

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;

  /// Shared by changes and commits, exclusive for [#settle()] and [#close()].
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable IndexWriter writer;
  private volatile boolean closed;

  PassageWriter(Directory directory, IndexFolder folder, Passport passport) {
    this.directory = directory;
    this.folder = folder;
    this.passport = passport;
  }

  static IndexWriterConfig config() {
    var merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(MERGES_WAITING, MERGE_THREADS);
    var policy = new TieredMergePolicy();
    policy.setSegmentsPerTier(SEGMENTS_PER_TIER);
    policy.setMaxMergedSegmentMB(MAX_MERGED_SEGMENT_MB);
    return new IndexWriterConfig(new WordAnalyzer())
        .setSimilarity(WordSearch.BM25)
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
        .setCodec(new PassageCodec())
        .setMergePolicy(policy)
        .setMergeScheduler(merges)
        .setMaxBufferedDocs(BUFFERED_PASSAGES)
        .setRAMBufferSizeMB(RAM_BUFFER_MB)
        .setMaxFullFlushMergeWaitMillis(MERGE_ON_COMMIT_MILLIS)
        // One file a small segment instead of a dozen: fewer open files and mappings.
        .setUseCompoundFile(true)
        .setCommitOnClose(true);
  }

  void put(String documentId, List<Document> block) throws IOException {
    change(open -> open.updateDocuments(PassageFields.term(documentId), block));
  }

  void delete(String documentId) throws IOException {
    change(open -> open.deleteDocuments(PassageFields.term(documentId)));
  }

  /// Whether something was put or deleted since the last commit.
  boolean changed() {
    return changes.get() != committed.get();
  }

  /// Whether there was anything to commit.
  boolean commit() throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      return commitChanges();
    } finally {
      shared.unlock();
    }
  }

  /// Commits what merging did since the last commit, unless there are changes, which wait for [#commit()]; whether it
  /// did. Never waits for another thread.
  boolean settle() throws IOException {
    Lock exclusive = lock.writeLock();
    if (!exclusive.tryLock()) {
      return false;
    }
    try {
      IndexWriter open = writer;
      return open != null && open.isOpen() && !changed() && commitChanges();
    } finally {
      exclusive.unlock();
    }
  }

  /// Waits for merges under way and keeps what they did; drops changes that were not committed.
  @Override
  public void close() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      closed = true;
      IndexWriter open = writer;
      writer = null;
      if (open != null && changed()) {
        open.rollback();
      } else if (open != null) {
        open.close();
      }
    } finally {
      exclusive.unlock();
    }
  }

  private interface Change {
    long apply(IndexWriter writer) throws IOException;
  }

  private void change(Change change) throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      change.apply(writer());
      // Counted after the change, so that a commit never takes a change for committed that it did not see.
      changes.incrementAndGet();
    } catch (AlreadyClosedException e) {
      throw broken(e);
    } finally {
      shared.unlock();
    }
  }

  private boolean commitChanges() throws IOException {
    IndexWriter open = writer;
    if (open == null) {
      return false;
    }
    try {
      if (open.isOpen() && !open.hasUncommittedChanges()) {
        return false;
      }
      long seen = changes.get();
      open.setLiveCommitData(passport.toMap().entrySet());
      open.commit();
      committed.accumulateAndGet(seen, Math::max);
      return true;
    } catch (AlreadyClosedException e) {
      throw broken(e);
    }
  }

  private synchronized IndexWriter writer() throws IOException {
    if (closed) {
      throw folder.closed(null);
    }
    IndexWriter open = writer;
    if (open == null) {
      try {
        open = new IndexWriter(directory, config());
      } catch (LockObtainFailedException e) {
        throw folder.locked(e);
      }
      writer = open;
    }
    return open;
  }

  /// Lucene closes a writer after a failure that may have left it inconsistent, such as a full disk.
  private IOException broken(AlreadyClosedException e) {
    IndexWriter open = writer;
    Throwable tragedy = open == null ? null : open.getTragicException();
    Throwable cause = tragedy == null ? e : tragedy;
    return new IOException(
        "writing to collection \"%s\" failed (%s); its last commit is safe, open it again to go on"
            .formatted(folder.name(), cause.getMessage()),
        cause);
  }

  /// Lucene's codec with the graph of this index. Readers find it by the names in the files.
  private static final class PassageCodec extends Lucene104Codec {

    private final KnnVectorsFormat vectors =
        new Lucene99HnswVectorsFormat(
            GRAPH_NEIGHBOURS, GRAPH_CANDIDATES, 1, null, WIDTH_WORTH_A_GRAPH);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return vectors;
    }
  }
}
