package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecurringTest {

  @Test
  void what_fails_with_an_error_is_done_again_nevertheless() throws Exception {
    CountDownLatch times = new CountDownLatch(3);
    try (Recurring recurring = new Recurring("test")) {
      recurring.every(
          Duration.ZERO,
          Duration.ofMillis(1),
          () -> {
            times.countDown();
            throw new OutOfMemoryError("not really");
          });
      assertThat(times.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
