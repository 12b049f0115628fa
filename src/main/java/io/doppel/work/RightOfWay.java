package io.doppel.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Two classes of work in one process: short questions, for whose answers somebody waits, overtake long work. As long
/// as questions come, long work computes in all on the processors that these leave free, at least [Share#OF_PROCESSORS]
/// of what all can, however many threads it has, and rests in between; else it has all of them.
///
/// Whoever begins long work says so by [#behind(ScopedValue.CallableOp)]; whoever computes in a loop calls [#give()]
/// between two pieces, as deep below as it may be. To all other threads that means nothing. The binding is the
/// thread's: work that goes on in other threads takes it along by [#asHere(Runnable)]. Whoever waits for others does so
/// by [#waiting(ScopedValue.CallableOp)], for these may be long work.
public final class RightOfWay {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// So long after the last question others are expected: who asks again does so at once.
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final ScopedValue<Piece> BEHIND = ScopedValue.newInstance();

  /// Bound in whatever answers a question.
  private static final ScopedValue<Boolean> QUESTION = ScopedValue.newInstance();

  private static final Share SHARE = new Share(Runtime.getRuntime().availableProcessors());
  private static final AtomicInteger QUESTIONS = new AtomicInteger();
  private static volatile long lastQuestion = System.nanoTime() - QUIET_NANOS;

  private RightOfWay() {}

  /// What one thread has computed since it last gave way.
  private static final class Piece {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long begin = processorNanos();

    long end() {
      long now = processorNanos();
      long spent = now - begin;
      begin = now;
      return spent;
    }

    private static long processorNanos() {
      return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
  }

  /// Answers a question, to which long work gives way.
  public static <T, X extends Throwable> T question(ScopedValue.CallableOp<? extends T, X> work) throws X {
    QUESTIONS.incrementAndGet();
    try {
      return ScopedValue.where(QUESTION, true).call(work);
    } finally {
      lastQuestion = System.nanoTime();
      QUESTIONS.decrementAndGet();
    }
  }

  /// Waits for what other threads do. A question that waits takes no processor, and long work does not give way to it:
  /// it may be that which is waited for.
  public static <T, X extends Throwable> T waiting(ScopedValue.CallableOp<? extends T, X> wait) throws X {
    if (!QUESTION.isBound()) {
      return wait.call();
    }
    QUESTIONS.decrementAndGet();
    try {
      return wait.call();
    } finally {
      QUESTIONS.incrementAndGet();
    }
  }

  /// Does long work, which gives way to questions.
  public static <T, X extends Throwable> T behind(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(BEHIND, new Piece()).call(work);
  }

  /// Whether this thread does long work.
  public static boolean isBehind() {
    return BEHIND.isBound();
  }

  /// Work for another thread that is long if this thread's is. What it computed last counts although nothing follows
  /// for which it would give way.
  public static Runnable asHere(Runnable work) {
    return isBehind() ? () -> ScopedValue.where(BEHIND, new Piece()).run(() -> counted(work)) : work;
  }

  private static void counted(Runnable work) {
    try {
      work.run();
    } finally {
      count();
    }
  }

  /// Until when to rest for what this thread has computed.
  private static long count() {
    long spent = BEHIND.get().end();
    long now = System.nanoTime();
    return isTaken() ? SHARE.rest(spent, now, Math.max(1, QUESTIONS.get())) : now;
  }

  /// Rests if this thread does long work, questions come, and long work has had its share. Ends early once no question
  /// comes any more, or nobody waits for the work, which it does not tell ([Cancellation#check()] does).
  public static void give() {
    if (!BEHIND.isBound()) {
      return;
    }
    long end = count();
    while (isTaken() && !Cancellation.current().getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_NANOS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Whether this thread does long work while questions come.
  public static boolean isWanted() {
    return BEHIND.isBound() && isTaken();
  }

  /// Whether questions come.
  static boolean isTaken() {
    return QUESTIONS.get() > 0 || System.nanoTime() - lastQuestion < QUIET_NANOS;
  }
}
