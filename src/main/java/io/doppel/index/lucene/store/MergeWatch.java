package io.doppel.index.lucene.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Watches a merge: hears how many nodes are in the new graph, and may stop it. Thread-safe.
public final class MergeWatch {

  static final MergeWatch NOBODY = new MergeWatch(done -> {}, () -> false);

  private final LongConsumer progress;
  private final BooleanSupplier cancelled;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean stopped;

  public MergeWatch(LongConsumer progress, BooleanSupplier cancelled) {
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /// Whether the merge was stopped.
  public boolean stopped() {
    return stopped;
  }

  /// Counts one more node; false if the merge is to stop.
  boolean goesOn() {
    if (cancelled.getAsBoolean()) {
      stopped = true;
      return false;
    }
    progress.accept(done.incrementAndGet());
    return true;
  }
}
