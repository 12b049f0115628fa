package io.doppel.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class AdamWTest {

  @Test
  void the_first_step_goes_by_the_rate_whatever_the_length_of_the_gradient() {
    FloatBuffer weights = FloatBuffer.wrap(new float[] {1, 2, 3});
    AdamW adam = new AdamW(0);
    adam.next();
    adam.update("w", weights, 1, new float[] {100, -0.01f}, 1, 0.1);
    assertThat(weights.array()).containsExactly(new float[] {1, 1.9f, 3.1f}, within(1e-5f));
  }

  @Test
  void it_finds_the_bottom_of_a_bowl() {
    FloatBuffer weights = FloatBuffer.wrap(new float[] {5, -3});
    AdamW adam = new AdamW(0);
    Schedule schedule = Schedule.of(0.2, 400);
    for (int step = 1; step <= 400; step++) {
      adam.next();
      float[] gradient = {2 * (weights.get(0) - 1), 20 * (weights.get(1) - 2)};
      adam.update(
          "w",
          weights,
          0,
          gradient,
          AdamW.clipping(Math.hypot(gradient[0], gradient[1]), 1),
          schedule.at(step));
    }
    assertThat(weights.array()).containsExactly(new float[] {1, 2}, within(1e-2f));
  }

  @Test
  void decay_makes_weights_smaller_without_a_gradient() {
    FloatBuffer weights = FloatBuffer.wrap(new float[] {2});
    AdamW adam = new AdamW(0.5);
    adam.next();
    adam.update("w", weights, 0, new float[] {0}, 1, 0.1);
    assertThat(weights.get(0)).isCloseTo(1.9f, within(1e-6f));
  }

  @Test
  void a_schedule_rises_and_falls() {
    Schedule schedule = new Schedule(1, 2, 6);
    assertThat(schedule.at(1)).isEqualTo(0.5);
    assertThat(schedule.at(2)).isEqualTo(1);
    assertThat(schedule.at(4)).isEqualTo(0.6);
    assertThat(schedule.at(6)).isEqualTo(0.2);
    assertThat(new Schedule(1, 2, 2).at(2)).isEqualTo(1);
  }

  @Test
  void training_stops_when_it_gets_no_better() {
    EarlyStopping stopping = new EarlyStopping(2);
    assertThat(stopping.isBest(0.5)).isTrue();
    assertThat(stopping.isBest(0.5)).isFalse();
    assertThat(stopping.isOver()).isFalse();
    assertThat(stopping.isBest(0.4)).isFalse();
    assertThat(stopping.isOver()).isTrue();
    assertThat(stopping.best()).isEqualTo(0.5);
  }
}
