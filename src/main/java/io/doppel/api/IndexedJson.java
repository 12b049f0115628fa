package io.doppel.api;

import io.doppel.engine.indexing.IndexingProgress;

/// How much was indexed, as programs see it. `cached` texts had an embedding already.
public record IndexedJson(
    long indexed, long replaced, long unchanged, long rejected, long passages, long cached, double seconds) {

  public static IndexedJson of(IndexingProgress progress) {
    return new IndexedJson(
        progress.indexed(),
        progress.replaced(),
        progress.unchanged(),
        progress.rejected(),
        progress.passages(),
        progress.cached(),
        progress.seconds());
  }
}
