package io.doppel.index.cluster.rest;

import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long one goes on asking a cluster that is not available, with pauses that grow. For one request and one thread.
public final class Retries {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 2_000;

  private final long end;
  private long pause = FIRST_MILLIS;

  /// What is done again until it is done.
  @FunctionalInterface
  public interface Work<T> {
    T done() throws IOException;
  }

  /// Does something, again and again while the cluster is not available, but not longer than that.
  public static <T> T patiently(Duration patience, Work<T> work) throws IOException {
    Retries retries = new Retries(patience);
    while (true) {
      try {
        return work.done();
      } catch (IndexUnavailableException e) {
        retries.pause(e);
      }
    }
  }

  public Retries(Duration patience) {
    this.end = System.nanoTime() + patience.toNanos();
  }

  /// Waits before the next attempt.
  ///
  /// @param failure why there is another attempt
  /// @throws IndexUnavailableException `failure`, if it was the last attempt, or waiting does not help
  /// @throws java.util.concurrent.CancellationException if nobody waits for the answer any more
  public void pause(IndexUnavailableException failure) throws IndexUnavailableException {
    // With chance, so that those who were sent away together do not come back together.
    long millis = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    if (Failures.lasts(failure) || System.nanoTime() + millis * 1_000_000 > end) {
      throw failure;
    }
    Cancellation.check();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
    Cancellation.check();
    pause = Math.min(LONGEST_MILLIS, 2 * pause);
  }
}
