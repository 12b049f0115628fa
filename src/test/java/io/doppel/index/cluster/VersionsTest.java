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
  void two_that_overtake_each_other_do_not_get_farther_ahead_than_their_clocks() {
    Versions ahead = new Versions(() -> Instant.ofEpochMilli(0).plus(Duration.ofDays(365)));
    long first = ahead.next();
    long number = first;
    for (int turn = 0; turn < 1000; turn++) {
      long mine = versions.after(number);
      assertThat(mine).isGreaterThan(number);
      number = ahead.after(mine);
    }
    assertThat(number - first).isLessThan(10_000);
    assertThat(versions.next()).isGreaterThan(first);
  }
}
