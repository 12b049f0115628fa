package io.doppel.work;

import java.util.concurrent.TimeUnit;

/// How long the threads of long work rest, so that together they compute for no more than a share of what the
/// processors can, or on those that questions leave free, where that is more.
/// Thread-safe.
final class Share {

  static final double OF_PROCESSORS = 0.25;

  /// However much was computed in one piece, and however many threads there are.
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int processors;

  /// When all that was computed until now is made up for.
  private long settled = Long.MIN_VALUE;

  Share(int processors) {
    this.processors = processors;
  }

  /// Until when a thread is to rest.
  ///
  /// @param spent of a processor's time since it last rested, in nanoseconds
  /// @param now by the clock, in nanoseconds
  /// @param questions how many are being answered, at least 1
  synchronized long rest(long spent, long now, int questions) {
    double rate = Math.max(OF_PROCESSORS * processors, processors - questions);
    settled = Math.min(Math.max(settled, now) + (long) (spent / rate), now + LONGEST_NANOS);
    return settled;
  }
}
