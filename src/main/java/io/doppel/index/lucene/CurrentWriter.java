package io.doppel.index.lucene;

import io.doppel.file.DiskFullException;
import io.doppel.index.Passport;
import io.doppel.index.lucene.store.WritingMark;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// The writer of an index that is open now, opened (and the folder locked) when it is first asked for, with how much of
/// what it did is committed. Thread-safe.
///
/// Lucene closes its writer after a failure that may have left it inconsistent, such as a full disk. Then another one
/// is opened on the last commit. What was changed since that commit is lost with the old one, and told of once.
final class CurrentWriter {

  private final Directory directory;
  private final IndexFolder folder;
  private final Passport passport;
  private final WritingMark mark;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile @Nullable OpenWriter open;

  /// Why changes were lost that somebody may still want to commit; guarded by `this`, as is the next.
  private @Nullable IOException lost;

  private boolean marked;

  CurrentWriter(Directory directory, IndexFolder folder, Passport passport) {
    this.directory = directory;
    this.folder = folder;
    this.passport = passport;
    this.mark = new WritingMark(folder.path());
  }

  /// The writer, opened if there is none that is sound.
  ///
  /// @throws IOException if what was changed is lost with the one before
  synchronized OpenWriter opened() throws IOException {
    OpenWriter present = open;
    if (present != null && !present.isSound()) {
      giveUpBroken(present);
      tellLoss();
      present = null;
    }
    return present == null ? openAnother() : present;
  }

  private OpenWriter openAnother() throws IOException {
    OpenWriter another = OpenWriter.open(directory, folder, passport);
    boolean ours = false;
    try {
      mark.set();
      marked = true;
      ours = true;
    } finally {
      if (!ours) {
        another.abandon();
      }
    }
    open = another;
    return another;
  }

  /// The writer, if it is open.
  @Nullable OpenWriter present() {
    return open;
  }

  /// To be called after each change, so that a commit never takes one for committed that it did not see.
  void noteChange() {
    changes.incrementAndGet();
  }

  /// How many changes there were; for [#noteCommit].
  long changes() {
    return changes.get();
  }

  /// All changes up to this one are committed.
  void noteCommit(long seen) {
    committed.accumulateAndGet(seen, Math::max);
  }

  /// Whether something was changed since the last commit.
  boolean changed() {
    return changes.get() != committed.get();
  }

  /// Closes a writer; what it did since the last commit is gone.
  synchronized void giveUp(OpenWriter present) throws IOException {
    open = null;
    committed.set(changes.get());
    present.abandon();
  }

  /// Notes what was lost with a writer that Lucene has closed.
  private synchronized void giveUpBroken(OpenWriter present) throws IOException {
    if (!present.equals(open)) {
      return;
    }
    if (changed()) {
      lost = folder.failed(present.tragedy());
    }
    giveUp(present);
  }

  /// @throws IOException if something was lost of which nobody was told
  synchronized void tellLoss() throws IOException {
    IOException told = lost;
    lost = null;
    if (told != null) {
      throw told;
    }
  }

  synchronized void forgetLoss() {
    lost = null;
  }

  /// Nobody writes any more, and all that was written is whole.
  synchronized void clearMark() throws IOException {
    if (marked) {
      mark.clear();
      marked = false;
    }
  }

  /// What to tell about a failure. A writer that it has broken is given up.
  IOException failure(Exception e) throws IOException {
    OpenWriter present = open;
    if (present != null && !present.isSound()) {
      Throwable tragedy = present.tragedy();
      giveUpBroken(present);
      return folder.failed(tragedy);
    }
    if (e instanceof IllegalStateException mistake) {
      throw mistake;
    }
    boolean says = e instanceof DiskFullException || !DiskFullException.isBehind(e);
    return says && e instanceof IOException known ? known : folder.failed(e);
  }
}
