package io.doppel.engine.indexing;

import io.doppel.source.SourceRecord;
import io.doppel.text.Document;

/// Hears how indexing goes. Called from the thread that indexes.
public interface IndexingListener {

  /// Hears nothing.
  IndexingListener SILENT = new IndexingListener() {};

  /// What became of a document. It is durable only after the next commit.
  enum Outcome {
    INDEXED,
    REPLACED,
    UNCHANGED
  }

  /// A document went into the index, or was there already.
  default void stored(Document document, Outcome outcome) {}

  /// Something in the source is no document.
  default void rejected(SourceRecord.Rejected rejected) {}

  /// Much of what was indexed is in words that the model has never learnt. Called at most once, at the end.
  ///
  /// @param share how much, from 0 to 1
  default void illegible(double share) {}

  /// All is in and durable, and now the index is written anew as one segment, so that searches get faster. Called now
  /// and then, from any thread.
  ///
  /// @param done passages that are in the new graph
  /// @param passages how many there are
  default void compacting(long done, long passages) {}

  /// Called about once a batch.
  default void progress(IndexingProgress progress) {}
}
