package io.doppel.index.cluster;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Numbers what is written, so that the cluster tells what was written later: a request that went astray and arrives
/// after others is not taken for the last word. The clock's time, so that it holds among processes, yet never one
/// number twice here, nor a smaller one than before. Thread-safe.
final class Versions {

  /// Numbers within a millisecond: with the time, they fit into a long until the year 2248.
  private static final int BITS = 20;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  Versions(InstantSource clock) {
    this.clock = clock;
  }

  /// The next number.
  long next() {
    long now = clock.millis() << BITS;
    return last.updateAndGet(before -> Math.max(before + 1, now));
  }

  /// The next number after one that somebody has written whose clock is ahead, and no greater: whoever overtook by more
  /// would be overtaken by more in turn.
  long after(long seen) {
    return last.updateAndGet(before -> Math.max(before, seen) + 1);
  }
}
