package io.doppel.index.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class VersionsTest {

  private final AtomicLong millis = new AtomicLong(1_000_000);
  private final Versions versions = new Versions(() -> Instant.ofEpochMilli(millis.get()));

  @Test
  void numbers_grow_whatever_the_clock_does() {
    long first = versions.next();
    long second = versions.next();
    millis.set(0);
    long third = versions.next();
    assertThat(first).isLessThan(second);
    assertThat(second).isLessThan(third);
  }

  @Test
  void what_is_written_a_millisecond_later_elsewhere_has_a_greater_number() {
    long here = versions.next();
    assertThat(new Versions(() -> Instant.ofEpochMilli(millis.get() + 1)).next()).isGreaterThan(here);
  }

  @Test
  void who_asks_in_vain_gets_past_a_clock_that_is_a_year_ahead_within_some_attempts() {
    long ahead = new Versions(() -> Instant.ofEpochMilli(0).plus(Duration.ofDays(365))).next();
    int attempts = 0;
    long number = versions.next();
    while (number < ahead) {
      number = versions.ahead(attempts++);
    }
    assertThat(attempts).isLessThan(60);
    assertThat(versions.next()).isGreaterThan(number);
  }
}
