package io.doppel.index.lucene;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that goes on only when it is told to.
final class MovableClock implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  void forward(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  /// Until readers look for what others have committed.
  void untilTheyLookAgain() {
    forward(Duration.ofSeconds(1));
  }
}
