package io.doppel.engine.indexing;

import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.util.function.Consumer;

/// Passes all on, and the progress to one more.
public record TrackingListener(IndexingListener next, Consumer<IndexingProgress> tracker) implements IndexingListener {

  @Override
  public void stored(Document document, Outcome outcome) {
    next.stored(document, outcome);
  }

  @Override
  public void rejected(SourceRecord.Rejected rejected) {
    next.rejected(rejected);
  }

  @Override
  public void illegible(double share) {
    next.illegible(share);
  }

  @Override
  public void compacting(long done, long passages) {
    next.compacting(done, passages);
  }

  @Override
  public void progress(IndexingProgress progress) {
    tracker.accept(progress);
    next.progress(progress);
  }
}
