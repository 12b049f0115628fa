package io.doppel.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The end of the process in order. The JVM's own hooks run all at once, so that one may take away what another still
/// needs; of those here, all that stop work run before any that shuts what the work needed.
public final class Shutdown {

  private static final List<Runnable> STOPPING = new CopyOnWriteArrayList<>();
  private static final List<Runnable> CLOSING = new CopyOnWriteArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(Shutdown::run));
  }

  private Shutdown() {}

  /// Adds what asks some work to stop, and waits until it has.
  public static void stopping(Runnable action) {
    STOPPING.add(action);
  }

  /// Adds what is done when all work has been stopped.
  public static void closing(Runnable action) {
    CLOSING.add(action);
  }

  private static void run() {
    STOPPING.forEach(Runnable::run);
    CLOSING.forEach(Runnable::run);
  }
}
