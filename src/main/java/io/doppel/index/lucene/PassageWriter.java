package io.doppel.index.lucene;

import io.doppel.index.EmbeddedDocument;
import io.doppel.index.Passport;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.upkeep.IndexSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;

/// The one writer of an index: who may change it and who has to wait, and when it is committed. Its [CurrentWriter] is
/// opened at the first change. What was put and is lost by a failure, whoever put it is told, at the latest by
/// [#commit()]. Thread-safe.
final class PassageWriter implements Closeable {

  private static final Logger LOG = Logger.getLogger(PassageWriter.class.getName());

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;

  /// Shared by changes and commits, exclusive for [#settle], [#rollback()] and [#close()].
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final CurrentWriter current;
  private volatile boolean closed;

  PassageWriter(Directory directory, IndexFolder folder, Passport passport) {
    this.directory = directory;
    this.folder = folder;
    this.passport = passport;
    this.current = new CurrentWriter(directory, folder, passport);
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
      current.noteChange();
    } catch (IOException | IllegalStateException e) {
      throw current.failure(e);
    } finally {
      shared.unlock();
    }
  }

  /// Whether something was put or deleted since the last commit.
  boolean changed() {
    return current.changed();
  }

  /// @throws IOException if something is lost that was put since the last commit; the rest of it is kept for the next
  ///     one
  void commit() throws IOException {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      current.tellLoss();
      commitChanges();
    } finally {
      shared.unlock();
    }
  }

  private void commitChanges() throws IOException {
    OpenWriter open = current.present();
    if (open == null) {
      return;
    }
    try {
      if (open.isSound() && !open.isUncommitted() && !changed()) {
        return;
      }
      long seen = current.changes();
      open.commit();
      current.noteCommit(seen);
    } catch (IOException | IllegalStateException e) {
      IOException told = current.failure(e);
      // It is told here.
      current.forgetLoss();
      throw told;
    }
  }

  /// Whether merging did something since the last commit that nobody will commit otherwise.
  boolean isUnsettled() {
    OpenWriter open = current.present();
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
    OpenWriter open = current.present();
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
      OpenWriter present = current.present();
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
      throw current.failure(e);
    } finally {
      exclusive.unlock();
    }
  }

  /// Drops what was changed since the last commit.
  void rollback() throws IOException {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      current.forgetLoss();
      OpenWriter open = current.present();
      if (open != null && changed()) {
        current.giveUp(open);
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
      OpenWriter open = current.present();
      if (open != null && open.isSound()) {
        finish(open);
      }
      if (open != null) {
        current.giveUp(open);
      }
      current.clearMark();
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

  private OpenWriter writer() throws IOException {
    if (closed) {
      throw folder.closed(null);
    }
    return current.opened();
  }
}
