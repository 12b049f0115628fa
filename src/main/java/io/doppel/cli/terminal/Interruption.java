package io.doppel.cli.terminal;

import io.doppel.work.Shutdown;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, or a polite kill: asks the work to stop, and lets the process end when it has. Work that does not end within
/// a minute is left.
public final class Interruption {

  /// What shells give a command that Ctrl-C ended.
  public static final int EXIT_CODE = 130;

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption() {}

  /// From now on. Who waits for standard input is stopped by a [java.util.concurrent.CancellationException].
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    System.setIn(StandardInput.of(System.in, interruption::requested));
    Shutdown.stopping(interruption::stop);
    return interruption;
  }

  /// Whether the work should stop.
  public boolean requested() {
    return requested;
  }

  /// The work has ended, everything is closed, and what there is to say was printed: the process may be gone when this
  /// returns.
  public void done() {
    done.countDown();
  }

  /// Waits until someone asks to stop.
  public void await() throws InterruptedException {
    synchronized (this) {
      while (!requested) {
        wait();
      }
    }
  }

  private void stop() {
    if (done.getCount() == 0) {
      return;
    }
    synchronized (this) {
      requested = true;
      notifyAll();
    }
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
