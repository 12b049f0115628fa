package io.doppel.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/// Whether anybody still waits for what a thread computes. Whoever begins work binds it to a condition; whoever
/// computes in a loop asks, as deep below as it may be, and need not be handed anything on the way.
///
/// The binding is the thread's. Work that goes on in other threads takes [#current()] along.
public final class Cancellation {

  private static final long PAUSE_MILLIS = 100;
  private static final ScopedValue<BooleanSupplier> CANCELLED = ScopedValue.newInstance();

  private Cancellation() {}

  /// Does some work, which ends early once `cancelled` says so, or what the caller itself is bound to.
  ///
  /// @param cancelled asked often and from any thread, so it must be cheap
  /// @throws CancellationException from within, soon after that
  public static <T, X extends Throwable> T within(
      BooleanSupplier cancelled, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return bound(cancelled).call(work);
  }

  /// The same for work that gives nothing back.
  ///
  /// @param cancelled asked often and from any thread, so it must be cheap
  /// @throws CancellationException from within, soon after that
  public static void run(BooleanSupplier cancelled, Runnable work) {
    bound(cancelled).run(work);
  }

  private static ScopedValue.Carrier bound(BooleanSupplier cancelled) {
    BooleanSupplier outer = current();
    return ScopedValue.where(CANCELLED, () -> cancelled.getAsBoolean() || outer.getAsBoolean());
  }

  /// What this thread's work is bound to, for threads that help with it.
  public static BooleanSupplier current() {
    return CANCELLED.orElse(Cancellation::never);
  }

  private static boolean never() {
    return false;
  }

  /// Ends the work of this thread if nobody waits for it any more.
  ///
  /// @throws CancellationException if so
  public static void check() {
    check(current());
  }

  /// Ends work that is bound to `cancelled`.
  ///
  /// @throws CancellationException if that says so
  public static void check(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
  }

  /// Takes a lock for the work of this thread, which waits for it as long as anybody waits for that work.
  ///
  /// @throws CancellationException once nobody does, or if the thread is interrupted; the lock is not held then
  public static void lock(Lock lock) {
    try {
      while (!RightOfWay.<Boolean, InterruptedException>waiting(
          () -> lock.tryLock(PAUSE_MILLIS, TimeUnit.MILLISECONDS))) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /// What answers one question of many.
  @FunctionalInterface
  public interface Answering<Q, A> {
    A to(Q question) throws IOException;
  }

  /// An answer to each question, in their order, one after the other.
  ///
  /// @throws CancellationException between two of them, once nobody waits for it
  public static <Q, A> List<A> each(List<Q> questions, Answering<Q, A> answering) throws IOException {
    List<A> answers = new ArrayList<>(questions.size());
    for (Q question : questions) {
      check();
      RightOfWay.give();
      answers.add(answering.to(question));
    }
    return answers;
  }
}
