package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.work.Timing.Part;
import org.junit.jupiter.api.Test;

class TimingTest {

  @Test
  void parts_are_told_with_what_they_are_parts_of_and_count_once() {
    Timing timing = new Timing();
    timing.<Integer, RuntimeException>within(
        () ->
            Timing.<Integer, RuntimeException>part(
                    "outer", () -> Timing.<Integer, RuntimeException>part("inner", () -> 1))
                + Timing.<Integer, RuntimeException>part("next", () -> 2));

    assertThat(timing.parts()).extracting(Part::name).containsExactly("outer", "inner", "next");
    assertThat(timing.parts()).extracting(Part::depth).containsExactly(0, 1, 0);
    assertThat(timing.milliseconds()).containsOnlyKeys("outer", "next");
  }

  @Test
  void a_part_that_fails_is_over_too() {
    Timing timing = new Timing();
    for (int i = 0; i < 2; i++) {
      try {
        timing.<Integer, RuntimeException>within(
            () ->
                Timing.<Integer, RuntimeException>part(
                    "part",
                    () -> {
                      throw new IllegalStateException();
                    }));
      } catch (IllegalStateException e) {
        assertThat(timing.parts()).last().extracting(Part::depth).isEqualTo(0);
      }
    }
    assertThat(timing.parts()).hasSize(2);
  }
}
