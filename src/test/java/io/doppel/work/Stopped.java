package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// Work that nobody waits for any more, for tests.
public final class Stopped {

  /// How soon work must end.
  private static final Duration SOON = Duration.ofSeconds(1);

  private Stopped() {}

  /// Asserts that work which is cancelled a while after it began ends within a second of that.
  ///
  /// @param work takes several seconds if nobody stops it
  public static <X extends Throwable> void endsSoon(Duration after, ScopedValue.CallableOp<?, X> work) {
    long end = System.nanoTime() + after.toNanos();
    assertThatThrownBy(() -> Cancellation.<Object, X>within(() -> System.nanoTime() > end, work))
        .isInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(SOON);
  }
}
