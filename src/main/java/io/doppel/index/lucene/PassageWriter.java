package io.doppel.index.lucene;

import io.doppel.file.DiskFullException;
import io.doppel.index.Passport;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.CompactingMergePolicy;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.MergeWatch;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.lucene.store.WritingMark;
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
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// The one writer of an index, opened (and the folder locked) at the first change. Thread-safe.
///
/// Lucene closes its writer after a failure that may have left it inconsistent, such as a full disk. Then another one is opened on the last
/// commit, with the next change. What was put since that commit is lost with the old one, and whoever put it is told, at the latest by [#commit()].
final class PassageWriter implements Closeable {

  private static final Logger LOG = Logger.getLogger(PassageWriter.class.getName());

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;
  private final PassageCodec codec = new PassageCodec();

  /// Shared by changes and commits, exclusive for [#settle], [#rollback()] and [#close()].
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final WritingMark mark;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable IndexWriter writer;
  private volatile @Nullable CommitData commit;
  /// Why changes were lost that somebody may still want to commit.
  private @Nullable IOException lost;

  private boolean marked;
  private volatile boolean closed;

  PassageWriter(Directory directory, IndexFolder folder, Passport passport) {
    this.directory = directory;
    this.folder = folder;
    this.passport = passport;
    this.mark = new WritingMark(folder.path());
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

  /// @throws IOException if something is lost that was put since the last commit; the rest of it is kept for the next one
  void commit() throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      tellLoss();
      commitChanges();
    } finally {
      shared.unlock();
    }
  }

  private synchronized void tellLoss() throws IOException {
    IOException told = lost;
    lost = null;
    if (told != null) {
      throw told;
    }
  }

  /// Whether merging did something since the last commit that nobody will commit otherwise.
  boolean isUnsettled() {
    IndexWriter open = writer;
    return open != null && isSound(open) && !changed() && open.hasUncommittedChanges();
  }

  /// Commits what merging did since the last commit, unless there are changes, which wait for [#commit()], and tries the new graphs; whether
  /// it did. Writing goes on while graphs are tried, and searches leave those aside until then.
  ///
  /// @param stopped asked now and then; once true, graphs stay untried
  boolean settle(BooleanSupplier stopped) throws IOException {
    if (!commitUnchanged(IndexWriter::hasUncommittedChanges)) {
      return false;
    }
    CommitData present = commitData();
    GraphQuality tried = GraphTrial.update(present.graphs(), directory, stopped);
    if (!tried.equals(present.graphs())) {
      commitUnchanged(
          open -> {
            boolean same = present.equals(commit);
            if (same) {
              commit = present.with(tried);
            }
            return same;
          });
    }
    return true;
  }

  /// Commits where there are no changes and `condition` holds; never waits for another thread.
  private boolean commitUnchanged(Predicate<IndexWriter> condition) throws IOException {
    Lock exclusive = lock.writeLock();
    if (!exclusive.tryLock()) {
      return false;
    }
    try {
      IndexWriter open = writer;
      if (open == null || !isSound(open) || changed() || !condition.test(open)) {
        return false;
      }
      commitOnce(open);
      return true;
    } catch (IOException | IllegalStateException e) {
      throw failure(e);
    } finally {
      exclusive.unlock();
    }
  }

  /// Drops what was changed since the last commit.
  void rollback() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      lost = null;
      IndexWriter open = writer;
      if (open != null && changed()) {
        giveUp(open);
      }
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
      rollback();
      IndexWriter open = writer;
      if (open != null && isSound(open)) {
        finish(open);
      }
      if (open != null) {
        giveUp(open);
      }
      if (marked) {
        mark.clear();
        marked = false;
      }
    } finally {
      exclusive.unlock();
    }
  }

  private void finish(IndexWriter open) {
    try {
      merges(open).sync();
      commit(open);
    } catch (IOException | IllegalStateException e) {
      // What was acknowledged is in the last commit; what merging did is done again some day.
      LOG.log(Level.WARNING, e, () -> "the last merges of collection \"%s\" were not kept".formatted(folder.name()));
    }
  }

  /// Closes a writer; what it did since the last commit is gone.
  private synchronized void giveUp(IndexWriter open) throws IOException {
    writer = null;
    committed.set(changes.get());
    open.rollback();
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
    } catch (IOException | IllegalStateException e) {
      throw failure(e);
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
      if (isSound(open) && !open.hasUncommittedChanges() && !changed()) {
        return false;
      }
      long seen = changes.get();
      commit(open);
      committed.accumulateAndGet(seen, Math::max);
      return true;
    } catch (IOException | IllegalStateException e) {
      IOException told = failure(e);
      // It is told here.
      forgetLoss();
      throw told;
    }
  }

  private synchronized void forgetLoss() {
    lost = null;
  }

  private void commit(IndexWriter open) throws IOException {
    commitOnce(open);
    CommitData present = commitData();
    GraphQuality tried = GraphTrial.update(present.graphs(), directory, () -> false);
    if (!tried.equals(present.graphs())) {
      commit = present.with(tried);
      commitOnce(open);
    }
  }

  private void commitOnce(IndexWriter open) throws IOException {
    open.setLiveCommitData(commitData().toMap().entrySet());
    open.commit();
  }

  private synchronized IndexWriter writer() throws IOException {
    if (closed) {
      throw folder.closed(null);
    }
    IndexWriter open = writer;
    if (open != null && !isSound(open)) {
      giveUpBroken(open);
      tellLoss();
      open = null;
    }
    return open == null ? openWriter() : open;
  }

  private IndexWriter openWriter() throws IOException {
    IndexWriter open;
    try {
      open = new IndexWriter(directory, WriterConfig.of(codec));
    } catch (LockObtainFailedException e) {
      throw folder.locked(e);
    }
    boolean ours = false;
    try {
      // Read under the lock: while others wrote, the settings may have changed, and even the passport.
      CommitData last = folder.check(folder.userData(directory), passport);
      mark.set();
      marked = true;
      codec.store(last.settings().storage());
      commit = last;
      ours = true;
    } finally {
      if (!ours) {
        open.rollback();
      }
    }
    writer = open;
    return open;
  }

  private CommitData commitData() {
    return Objects.requireNonNull(commit, "read when the writer was opened");
  }

  private static boolean isSound(IndexWriter open) {
    return open.isOpen() && open.getTragicException() == null;
  }

  /// Notes what was lost with a writer that Lucene has closed.
  private synchronized void giveUpBroken(IndexWriter open) throws IOException {
    if (!open.equals(writer)) {
      return;
    }
    Throwable tragedy = open.getTragicException();
    if (changed()) {
      lost = told(tragedy == null ? new AlreadyClosedException("the writer is closed") : tragedy);
    }
    giveUp(open);
  }

  /// What to tell about a failure. A writer that it has broken is given up.
  private IOException failure(Exception e) throws IOException {
    IndexWriter open = writer;
    if (open != null && !isSound(open)) {
      Throwable tragedy = open.getTragicException();
      giveUpBroken(open);
      return told(tragedy == null ? e : tragedy);
    }
    if (e instanceof IllegalStateException mistake) {
      throw mistake;
    }
    boolean says = e instanceof DiskFullException || !DiskFullException.isBehind(e);
    return says && e instanceof IOException known ? known : told(e);
  }

  private IOException told(Throwable cause) {
    return DiskFullException.isBehind(cause)
        ? new DiskFullException(
            "there is no room on the disk for collection \"%s\"; what was committed is safe, make room and send the rest again"
                .formatted(folder.name()),
            cause)
        : new IOException(
            "writing to collection \"%s\" failed (%s); what was committed is safe, send the rest again"
                .formatted(folder.name(), cause.getMessage()),
            cause);
  }
}
