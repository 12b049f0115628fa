package io.doppel.work;

import java.util.LinkedHashMap;
import java.util.Map;

/// How long the parts of one piece of work take. Whoever begins the work binds it to one of these; whoever does a part
/// of it says so, as deep below as it may be, and need not be handed anything on the way.
///
/// The binding is the thread's; a part that helps from another thread is none. Thread-safe.
public final class Timing {

  private static final ScopedValue<Timing> CURRENT = ScopedValue.newInstance();
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /// By the name of the part, in the order of their ends; guarded by `this`.
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  /// Does some work whose parts are told to this.
  public <T, X extends Throwable> T within(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /// Does a part of what the thread works on. Parts within a part are counted twice.
  public static <T, X extends Throwable> T part(String name, ScopedValue.CallableOp<? extends T, X> work) throws X {
    if (!CURRENT.isBound()) {
      return work.call();
    }
    long begin = System.nanoTime();
    try {
      return work.call();
    } finally {
      CURRENT.get().add(name, System.nanoTime() - begin);
    }
  }

  /// Adds to what a part took.
  public synchronized void add(String name, long took) {
    nanos.merge(name, took, Long::sum);
  }

  /// What each part took until now, in milliseconds.
  public synchronized Map<String, Double> milliseconds() {
    Map<String, Double> parts = new LinkedHashMap<>();
    nanos.forEach((name, took) -> parts.put(name, Math.round(took / NANOS_PER_MILLISECOND * 10) / 10.0));
    return parts;
  }
}
