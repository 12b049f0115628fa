package io.doppel.index.lucene;

import io.doppel.index.Passport;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.CompactingMergePolicy;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.MergeWatch;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.text.Bounds;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// The one writer of an index, opened (and the folder locked) at the first change. Thread-safe.
final class PassageWriter implements Closeable {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;
  private final PassageCodec codec = new PassageCodec();

  /// Shared by changes and commits, exclusive for [#settle()] and [#close()].
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable IndexWriter writer;
  private volatile @Nullable CommitData commit;
  private volatile boolean closed;

  PassageWriter(Directory directory, IndexFolder folder, Passport passport) {
    this.directory = directory;
    this.folder = folder;
    this.passport = passport;
  }

  /// @param block the passages as they lie in an index whose words are of these languages
  void put(String documentId, Function<Languages, List<Document>> block) throws IOException {
    change(open -> open.updateDocuments(PassageFields.term(documentId), block.apply(commitData().settings().languages())));
  }

  void delete(String documentId) throws IOException {
    change(open -> open.deleteDocuments(PassageFields.term(documentId)));
  }

  void delete(Query query) throws IOException {
    change(open -> open.deleteDocuments(query));
  }

  /// Commits with other settings.
  void configure(IndexSettings settings) throws IOException {
    upkeep(
        open -> {
          refuseOtherLanguages(open, settings.languages());
          codec.store(settings.storage());
          commit = commitData().with(settings);
        });
  }

  private void refuseOtherLanguages(IndexWriter open, Languages wanted) {
    Languages present = commitData().settings().languages();
    if (!wanted.equals(present) && open.getDocStats().numDocs > 0) {
      throw new Bounds.Violation(
          "language",
          "collection \"%1$s\" has documents whose words were taken for %2$s, not for %3$s; make it anew with: doppel reindex %1$s --language %4$s%5$s"
              .formatted(
                  folder.name(),
                  present,
                  wanted,
                  wanted.text(),
                  wanted.title() == wanted.text() ? "" : " --title-language " + wanted.title()));
    }
  }

  /// Writes everything anew as one segment, on all processors, and commits.
  ///
  /// @throws CancellationException once `cancelled` says so
  void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    upkeep(
        open -> {
          MergeWatch watch = new MergeWatch(progress, cancelled);
          policy(open).watch(watch);
          VectorStorage storage = commitData().settings().storage();
          try (ExecutorService executor = Executors.newFixedThreadPool(PROCESSORS)) {
            codec.store(storage, PROCESSORS, executor);
            // What is merged already must not be missed.
            merges(open).sync();
            open.forceMerge(1);
          } catch (IOException e) {
            if (!watch.stopped()) {
              throw e;
            }
          } finally {
            codec.store(storage);
          }
          if (watch.stopped()) {
            throw new CancellationException("the compaction was stopped");
          }
        });
  }

  private static CompactingMergePolicy policy(IndexWriter writer) {
    return (CompactingMergePolicy) writer.getConfig().getMergePolicy();
  }

  private static ConcurrentMergeScheduler merges(IndexWriter writer) {
    return (ConcurrentMergeScheduler) writer.getConfig().getMergeScheduler();
  }

  private interface Work {
    void on(IndexWriter writer) throws IOException;
  }

  private void upkeep(Work work) throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      change(work);
      commitChanges();
    } finally {
      shared.unlock();
    }
  }

  /// Whether something was put or deleted since the last commit.
  boolean changed() {
    return changes.get() != committed.get();
  }

  void commit() throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      commitChanges();
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

  /// Closes the writer until the next change, so that others may write. Waits for merges under way and keeps what they did; drops
  /// changes that were not committed.
  void release() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      IndexWriter open = writer;
      writer = null;
      if (open != null && changed()) {
        open.rollback();
        committed.set(changes.get());
      } else if (open != null && open.isOpen()) {
        merges(open).sync();
        commit(open);
        open.close();
      }
    } finally {
      exclusive.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      closed = true;
      release();
    } finally {
      exclusive.unlock();
    }
  }

  private void change(Work work) throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      work.on(writer());
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
      if (open.isOpen() && !open.hasUncommittedChanges() && !changed()) {
        return false;
      }
      long seen = changes.get();
      commit(open);
      committed.accumulateAndGet(seen, Math::max);
      return true;
    } catch (AlreadyClosedException e) {
      throw broken(e);
    }
  }

  private void commit(IndexWriter open) throws IOException {
    open.setLiveCommitData(commitData().toMap().entrySet());
    open.commit();
    CommitData present = commitData();
    GraphQuality tried = GraphTrial.update(present.graphs(), directory);
    if (!tried.equals(present.graphs())) {
      commit = present.with(tried);
      open.setLiveCommitData(commitData().toMap().entrySet());
      open.commit();
    }
  }

  private synchronized IndexWriter writer() throws IOException {
    if (closed) {
      throw folder.closed(null);
    }
    IndexWriter open = writer;
    if (open == null) {
      try {
        open = new IndexWriter(directory, WriterConfig.of(codec));
      } catch (LockObtainFailedException e) {
        throw folder.locked(e);
      }
      boolean ours = false;
      try {
        // Read under the lock: while others wrote, the settings may have changed, and even the passport.
        CommitData last = folder.check(folder.userData(directory), passport);
        codec.store(last.settings().storage());
        commit = last;
        ours = true;
      } finally {
        if (!ours) {
          open.rollback();
        }
      }
      writer = open;
    }
    return open;
  }

  private CommitData commitData() {
    return Objects.requireNonNull(commit, "read when the writer was opened");
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
}
