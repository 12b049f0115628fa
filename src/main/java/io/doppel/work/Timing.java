package io.doppel.work;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How long the parts of one piece of work take. Whoever begins the work binds it to one of these; whoever does a part
/// of it says so, as deep below as it may be, and need not be handed anything on the way.
///
/// The binding is the thread's; a part that helps from another thread is none. Thread-safe.
public final class Timing {

  /// The most parts that are kept one by one; what more of them take still counts.
  private static final int MAX_PARTS = 256;

  private static final ScopedValue<Timing> CURRENT = ScopedValue.newInstance();
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /// In the order of their ends; guarded by `this`, as all below.
  private final List<Part> parts = new ArrayList<>();

  /// By the name of the part, in the order of their ends.
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  private int depth;

  /// One part.
  ///
  /// @param depth 0, or how many parts it is a part of
  /// @param begin by `System.nanoTime()`, as is `end`
  public record Part(String name, int depth, long begin, long end) {}

  /// Does some work whose parts are told to this.
  public <T, X extends Throwable> T within(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /// Does a part of what the thread works on.
  public static <T, X extends Throwable> T part(String name, ScopedValue.CallableOp<? extends T, X> work) throws X {
    if (!CURRENT.isBound()) {
      return work.call();
    }
    Timing timing = CURRENT.get();
    int depth = timing.enter();
    long begin = System.nanoTime();
    try {
      return work.call();
    } finally {
      timing.leave(new Part(name, depth, begin, System.nanoTime()));
    }
  }

  private synchronized int enter() {
    return depth++;
  }

  private synchronized void leave(Part part) {
    depth = part.depth;
    keep(part);
  }

  /// Adds a part that began then, by `System.nanoTime()`, and ends now.
  public synchronized void since(String name, long begin) {
    keep(new Part(name, depth, begin, System.nanoTime()));
  }

  private void keep(Part part) {
    if (part.depth == 0) {
      nanos.merge(part.name, part.end - part.begin, Long::sum);
    }
    if (parts.size() < MAX_PARTS) {
      parts.add(part);
    }
  }

  /// What each part took until now, in milliseconds; parts of parts are in those.
  public synchronized Map<String, Double> milliseconds() {
    Map<String, Double> told = new LinkedHashMap<>();
    nanos.forEach((name, took) -> told.put(name, Math.round(took / NANOS_PER_MILLISECOND * 10) / 10.0));
    return told;
  }

  /// The parts until now in the order of their beginnings, each after the one that it is a part of.
  public synchronized List<Part> parts() {
    return parts.stream().sorted(Comparator.comparingLong(Part::begin).thenComparingInt(Part::depth)).toList();
  }
}
