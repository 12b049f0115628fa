package io.doppel.encoder.onnx;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps what is native from being closed while it is used, and from being used or closed again afterwards.
/// Thread-safe.
final class NativeUse {

  private final String what;

  /// Held for reading by whoever uses it, and for writing by who closes it.
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

  private volatile boolean closed;
  private boolean released;

  /// @param what is used, for messages
  NativeUse(String what) {
    this.what = what;
  }

  /// Does some work before anything is closed.
  ///
  /// @throws IllegalStateException if that has begun
  <T> T whileOpen(Supplier<T> work) {
    use.readLock().lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      use.readLock().unlock();
    }
  }

  /// @throws IllegalStateException once closing has begun
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the %s is closed".formatted(what));
    }
  }

  /// Waits for what is under way, and releases what it used, once.
  void close(Runnable release) {
    closed = true;
    use.writeLock().lock();
    try {
      if (!released) {
        released = true;
        release.run();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
