package io.doppel.learn.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void a_constant_difference_has_an_interval_without_width() {
    Bootstrap interval = Bootstrap.paired(new double[] {.1, .4, .7}, new double[] {.35, .65, .95}, 1);
    assertThat(interval.difference()).isCloseTo(.25, within(1e-12));
    assertThat(interval.low()).isCloseTo(.25, within(1e-12));
    assertThat(interval.high()).isCloseTo(.25, within(1e-12));
    assertThat(interval.certain()).isTrue();
  }

  @Test
  void the_interval_of_a_mean_is_that_of_the_normal_approximation() {
    Random random = new Random(11);
    double[] first = new double[400];
    double[] second = random.doubles(400).toArray();
    double mean = Arrays.stream(second).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(second).map(x -> (x - mean) * (x - mean)).sum() / 400 / 400);
    Bootstrap interval = Bootstrap.paired(first, second, 5);
    assertThat(interval.low()).isCloseTo(mean - 1.96 * deviation, within(.003));
    assertThat(interval.high()).isCloseTo(mean + 1.96 * deviation, within(.003));
  }

  @Test
  void settings_that_win_in_turn_are_not_told_apart_and_equal_seeds_agree() {
    double[] first = {0, 1, 0, 1, 0, 1, 0, 1};
    double[] second = {1, 0, 1, 0, 1, 0, 1, 0};
    Bootstrap interval = Bootstrap.paired(first, second, 9);
    assertThat(interval.certain()).isFalse();
    assertThat(Bootstrap.paired(first, second, 9)).isEqualTo(interval);
  }

  @Test
  void items_that_hang_together_are_drawn_together() {
    // Ten groups of 50 items each, which are all alike within a group: no more is known than of ten items.
    Random random = new Random(3);
    double[] ofGroup = random.doubles(10).toArray();
    List<int[]> groups =
        IntStream.range(0, 10).mapToObj(group -> IntStream.range(50 * group, 50 * group + 50).toArray()).toList();
    ToDoubleFunction<int[]> mean =
        items -> Arrays.stream(items).mapToDouble(item -> ofGroup[item / 50]).average().orElseThrow();
    Bootstrap together = Bootstrap.ofGroups(groups, 2000, new Random(1), mean);
    Bootstrap apart = Bootstrap.of(500, 2000, new Random(1), mean);
    assertThat(together.difference()).isEqualTo(apart.difference());
    assertThat(together.high() - together.low()).isGreaterThan(5 * (apart.high() - apart.low()));
  }

  @Test
  void other_items_on_each_side_are_refused() {
    assertThatThrownBy(() -> Bootstrap.paired(new double[] {1}, new double[] {1, 2}, 1))
        .hasMessage("both settings need the same items, at least 1, got 1 and 2");
  }
}
