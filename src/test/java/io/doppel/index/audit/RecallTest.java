package io.doppel.index.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecallTest {

  @Test
  void it_is_the_mean_part_that_was_found() {
    Recall recall = Recall.of(new int[] {10, 9, 10, 5}, 10);
    assertThat(recall.value()).isCloseTo(.85, within(1e-12));
    assertThat(recall.queries()).isEqualTo(4);
    assertThat(recall.low()).isLessThan(.85);
    assertThat(recall.high()).isGreaterThan(.85).isLessThanOrEqualTo(1);
  }

  /// Wilson's interval of 200 in 200: n / (n + z²) and 1.
  @Test
  void all_found_is_not_yet_certain() {
    int[] all = new int[20];
    Arrays.fill(all, 10);
    Recall recall = Recall.of(all, 10);
    assertThat(recall.value()).isEqualTo(1);
    assertThat(recall.low()).isCloseTo(200 / (200 + 1.959964 * 1.959964), within(1e-6));
    assertThat(recall.high()).isEqualTo(1);
  }

  @Test
  void misses_that_come_together_tell_less() {
    int[] together = new int[100];
    Arrays.fill(together, 10);
    Arrays.fill(together, 0, 5, 0);
    int[] apart = new int[100];
    Arrays.fill(apart, 10);
    Arrays.fill(apart, 0, 50, 9);
    Recall clumped = Recall.of(together, 10);
    Recall even = Recall.of(apart, 10);
    assertThat(clumped.value()).isEqualTo(even.value()).isEqualTo(.95);
    assertThat(clumped.high() - clumped.low()).isGreaterThan(2 * (even.high() - even.low()));
  }

  @Test
  void the_interval_holds_the_truth_about_as_often_as_it_says() {
    Random random = new Random(1);
    int held = 0;
    for (int round = 0; round < 1000; round++) {
      int[] found = new int[100];
      for (int i = 0; i < found.length; i++) {
        // Two kinds of queries: most miss little, some miss much. The mean is .95 × .99 + .05 × .6.
        double part = random.nextInt(20) == 0 ? .6 : .99;
        for (int j = 0; j < 10; j++) {
          found[i] += random.nextDouble() < part ? 1 : 0;
        }
      }
      Recall recall = Recall.of(found, 10);
      held += recall.low() <= .9705 && .9705 <= recall.high() ? 1 : 0;
    }
    assertThat(held).isBetween(900, 985);
  }
}
