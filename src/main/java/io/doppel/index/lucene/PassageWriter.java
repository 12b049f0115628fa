package io.doppel.index.lucene;

import io.doppel.file.DiskFullException;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexLockedException;
import io.doppel.index.Passport;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.upkeep.IndexSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// The one writer of an index, opened (and the folder locked) at the first change. Thread-safe.
///
/// Lucene closes its writer after a failure that may have left it inconsistent, such as a full disk. Then another one
/// is opened on the last commit, with the next change. What was put since that commit is lost with the old one, and
/// whoever put it is told, at the latest by [#commit()].
final class PassageWriter implements Closeable {

  private static final Logger LOG = Logger.getLogger(PassageWriter.class.getName());

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;

  /// Shared by changes and commits, exclusive for [#settle], [#rollback()] and [#close()].
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final WritingMark mark;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable OpenWriter writer;
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

  void put(EmbeddedDocument document) throws IOException {
    change(open -> open.put(document));
  }

  void delete(Collection<String> documentIds) throws IOException {
    change(open -> open.delete(documentIds));
  }

  void delete(Query query) throws IOException {
    change(open -> open.delete(query));
  }

  /// Commits with other settings.
  void configure(IndexSettings settings) throws IOException {
    upkeep(open -> open.configure(settings, folder.name()));
  }

  /// Writes everything anew as one segment, on all processors, and commits.
  ///
  /// @throws CancellationException once `cancelled` says so
  void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    upkeep(open -> open.compact(progress, cancelled));
  }

  private interface Work {
    void on(OpenWriter writer) throws IOException;
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

  /// Whether something was put or deleted since the last commit.
  boolean changed() {
    return changes.get() != committed.get();
  }

  /// @throws IOException if something is lost that was put since the last commit; the rest of it is kept for the next
  ///     one
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

  private void commitChanges() throws IOException {
    OpenWriter open = writer;
    if (open == null) {
      return;
    }
    try {
      if (open.isSound() && !open.isUncommitted() && !changed()) {
        return;
      }
      long seen = changes.get();
      open.commit();
      committed.accumulateAndGet(seen, Math::max);
    } catch (IOException | IllegalStateException e) {
      IOException told = failure(e);
      // It is told here.
      forgetLoss();
      throw told;
    }
  }

  private synchronized void tellLoss() throws IOException {
    IOException told = lost;
    lost = null;
    if (told != null) {
      throw told;
    }
  }

  private synchronized void forgetLoss() {
    lost = null;
  }

  /// Whether merging did something since the last commit that nobody will commit otherwise.
  boolean isUnsettled() {
    OpenWriter open = writer;
    return open != null && open.isSound() && !changed() && open.isUncommitted();
  }

  /// Whether there are graphs in the last commit that nobody has tried, as a process leaves them that was killed.
  boolean isUntried() throws IOException {
    return Files.isWritable(folder.path()) && !GraphTrial.isDone(lastCommit().graphs(), directory);
  }

  private CommitData lastCommit() throws IOException {
    return folder.check(folder.userData(directory), passport);
  }

  /// Commits what merging did since the last commit, unless there are changes, which wait for [#commit()], and tries
  /// the graphs that were not tried; whether it did anything. Writing goes on while graphs are tried, and searches
  /// leave those aside until then.
  ///
  /// @param stopped asked now and then; once true, graphs stay untried
  boolean settle(BooleanSupplier stopped) throws IOException {
    boolean merged = withoutChanges(false, open -> open.isUncommitted() && committed(open));
    if (changed()) {
      return merged;
    }
    OpenWriter open = writer;
    CommitData present = open == null ? lastCommit() : open.data();
    GraphQuality tried = GraphTrial.update(present.graphs(), directory, stopped);
    return (!tried.equals(present.graphs()) && withoutChanges(true, last -> last.commit(tried, present))) || merged;
  }

  private static boolean committed(OpenWriter open) throws IOException {
    open.commitUntried();
    return true;
  }

  private interface Settling {
    boolean on(OpenWriter writer) throws IOException;
  }

  /// Does something where there are no changes that wait for a commit; never waits for another thread. Whether it did.
  ///
  /// @param anyway also where nothing is being written, which others may do again afterwards
  private boolean withoutChanges(boolean anyway, Settling settling) throws IOException {
    Lock exclusive = lock.writeLock();
    if (!exclusive.tryLock()) {
      return false;
    }
    try {
      OpenWriter present = writer;
      if (closed || changed() || (present == null ? !anyway : !present.isSound())) {
        return false;
      }
      try {
        return settling.on(present == null ? writer() : present);
      } finally {
        if (present == null) {
          release();
        }
      }
    } catch (IndexLockedException e) {
      // Whoever writes now tries graphs, too.
      return false;
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
      OpenWriter open = writer;
      if (open != null && changed()) {
        giveUp(open);
      }
    } finally {
      exclusive.unlock();
    }
  }

  /// Closes the writer until the next change, so that others may write. Waits for merges under way and keeps what they
  /// did; drops changes that were not committed.
  void release() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      rollback();
      OpenWriter open = writer;
      if (open != null && open.isSound()) {
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

  private void finish(OpenWriter open) {
    try {
      open.awaitMerges();
      if (open.isUncommitted()) {
        open.commit();
      }
    } catch (IOException | IllegalStateException e) {
      // What was acknowledged is in the last commit; what merging did is done again some day.
      LOG.log(Level.WARNING, e, () -> "the last merges of collection \"%s\" were not kept".formatted(folder.name()));
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

  private synchronized OpenWriter writer() throws IOException {
    if (closed) {
      throw folder.closed(null);
    }
    OpenWriter open = writer;
    if (open != null && !open.isSound()) {
      giveUpBroken(open);
      tellLoss();
      open = null;
    }
    return open == null ? openWriter() : open;
  }

  private OpenWriter openWriter() throws IOException {
    OpenWriter open = OpenWriter.open(directory, folder, passport);
    boolean ours = false;
    try {
      mark.set();
      marked = true;
      ours = true;
    } finally {
      if (!ours) {
        open.abandon();
      }
    }
    writer = open;
    return open;
  }

  /// Closes a writer; what it did since the last commit is gone.
  private synchronized void giveUp(OpenWriter open) throws IOException {
    writer = null;
    committed.set(changes.get());
    open.abandon();
  }

  /// Notes what was lost with a writer that Lucene has closed.
  private synchronized void giveUpBroken(OpenWriter open) throws IOException {
    if (!open.equals(writer)) {
      return;
    }
    if (changed()) {
      lost = folder.failed(open.tragedy());
    }
    giveUp(open);
  }

  /// What to tell about a failure. A writer that it has broken is given up.
  private IOException failure(Exception e) throws IOException {
    OpenWriter open = writer;
    if (open != null && !open.isSound()) {
      Throwable tragedy = open.tragedy();
      giveUpBroken(open);
      return folder.failed(tragedy);
    }
    if (e instanceof IllegalStateException mistake) {
      throw mistake;
    }
    boolean says = e instanceof DiskFullException || !DiskFullException.isBehind(e);
    return says && e instanceof IOException known ? known : folder.failed(e);
  }
}
