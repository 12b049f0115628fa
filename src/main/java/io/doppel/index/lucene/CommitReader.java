package io.doppel.index.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.lucene.store.AlreadyClosedException;

/// Reads the last commit, and looks about once a second for a newer one, by whichever process, when something is read.
/// Thread-safe.
final class CommitReader implements Closeable {

  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final IndexFolder folder;
  private final Searchers searchers;
  private final PassageWriter writer;
  private final Maintenance maintenance;
  private final LongSupplier nanoTime;
  private final AtomicLong looked;

  /// @param writer whose merges are committed on the occasion, by another thread
  CommitReader(IndexFolder folder, Searchers searchers, PassageWriter writer) {
    this.folder = folder;
    this.searchers = searchers;
    this.writer = writer;
    this.nanoTime = folder.environment().nanoTime();
    this.looked = new AtomicLong(nanoTime.getAsLong());
    this.maintenance =
        new Maintenance(
            folder.name(),
            nanoTime,
            stopped -> {
              if (writer.settle(stopped)) {
                searchers.refresh();
              }
            });
  }

  /// The newest commit that was looked for, to be closed.
  LuceneView view() throws IOException {
    try {
      lookForCommits();
      return new LuceneView(folder, searchers.acquire());
    } catch (AlreadyClosedException e) {
      throw folder.closed(e);
    }
  }

  <T> T read(LuceneView.Look<T> look) throws IOException {
    try (LuceneView view = view()) {
      return view.read(look);
    }
  }

  /// Shows what was committed.
  void refresh() throws IOException {
    try {
      searchers.refresh();
    } catch (AlreadyClosedException e) {
      throw folder.closed(e);
    }
  }

  private void lookForCommits() throws IOException {
    long last = looked.get();
    long now = nanoTime.getAsLong();
    if (now - last < LOOK_AGAIN_NANOS || !looked.compareAndSet(last, now)) {
      return;
    }
    boolean done = false;
    try {
      if (writer.isUnsettled()) {
        maintenance.request();
      }
      searchers.refresh();
      done = true;
    } finally {
      if (!done) {
        // What failed is tried again by the next reader, rather than hidden for a second.
        looked.set(last);
      }
    }
  }

  /// Has done soon, by another thread, what no reader is to wait for.
  void requestMaintenance() {
    maintenance.request();
  }

  /// Stops what is done beside the reading.
  void stopMaintenance() {
    maintenance.close();
  }

  @Override
  public void close() throws IOException {
    maintenance.close();
    searchers.close();
  }
}
