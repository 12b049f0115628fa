package io.doppel.learn.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How sure a mean is.
class MeanIntervalTest {

  @Test
  void nineteen_of_twenty_intervals_hold_the_true_mean() {
    Random random = new Random(11);
    int held = 0;
    for (int i = 0; i < 400; i++) {
      MeanInterval interval =
          MeanInterval.of(random.doubles(50).toArray(), 500, new SplittableRandom(i));
      assertThat(interval.mean()).isBetween(interval.low(), interval.high());
      held += interval.low() <= .5 && .5 <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(360, 396);
  }

  @Test
  void equal_values_leave_no_doubt_and_none_at_all_are_refused() {
    assertThat(MeanInterval.of(new double[] {.5, .5}, 10, new SplittableRandom(1)))
        .isEqualTo(new MeanInterval(.5, .5, .5));
    assertThatThrownBy(() -> MeanInterval.of(new double[0], 10, new SplittableRandom(1)))
        .hasMessage("an interval needs at least 1 value and 1 draw, got 0 and 10");
  }
}
