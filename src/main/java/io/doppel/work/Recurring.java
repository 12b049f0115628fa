package io.doppel.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Does something again and again, in a thread of its own that is a daemon. Whatever it fails with, errors included, is
/// logged, and the next time comes nevertheless. Thread-safe.
public final class Recurring implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Recurring.class.getName());

  private final String name;
  private final ScheduledExecutorService thread;

  /// Does nothing yet; see [#every].
  ///
  /// @param name of the thread
  public Recurring(String name) {
    this.name = name;
    this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /// Begins.
  ///
  /// @param first how long until the first time
  /// @param pause from the end of one time to the next
  public void every(Duration first, Duration pause, Runnable task) {
    var ignored =
        thread.scheduleWithFixedDelay(
            () -> run(task), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // The executor would keep it for somebody who never asks, and never run the task again.
      LOG.log(Level.SEVERE, e, () -> name + " failed, and is tried again");
    }
  }

  /// Ends it, by an interruption where it is under way.
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
