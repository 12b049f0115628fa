package io.doppel.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LbfgsTest {

  private static final Lbfgs EXACT = new Lbfgs(500, 1e-10);

  @Test
  void the_minimum_of_a_bowl_is_found_where_algebra_puts_it() {
    double[] curvatures = {1, 10, 100, 1000};
    double[] bottoms = {3, -2, 0.5, 7};
    double[] found =
        EXACT.minimum(
            (x, gradient) -> {
              double value = 0;
              for (int i = 0; i < x.length; i++) {
                gradient[i] = curvatures[i] * (x[i] - bottoms[i]);
                value += gradient[i] * (x[i] - bottoms[i]) / 2;
              }
              return value;
            },
            new double[4],
            () -> {});
    assertThat(found).containsExactly(bottoms, within(1e-6));
  }

  @Test
  void the_bent_valley_of_rosenbrock_is_followed_to_its_end() {
    double[] found =
        EXACT.minimum(
            (x, gradient) -> {
              double across = x[1] - x[0] * x[0];
              gradient[0] = -400 * x[0] * across - 2 * (1 - x[0]);
              gradient[1] = 200 * across;
              return 100 * across * across + (1 - x[0]) * (1 - x[0]);
            },
            new double[] {-1.2, 1},
            () -> {});
    assertThat(found).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void whoever_is_asked_before_each_step_can_end_the_search() {
    assertThatThrownBy(
            () ->
                EXACT.minimum(
                    (x, gradient) -> {
                      gradient[0] = 2 * x[0];
                      return x[0] * x[0];
                    },
                    new double[] {5},
                    () -> {
                      throw new CancellationException("stopped");
                    }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void no_step_and_no_tolerance_are_refused() {
    assertThatThrownBy(() -> new Lbfgs(0, 1e-3)).hasMessageContaining("at least 1 step").hasMessageContaining("got 0");
    assertThatThrownBy(() -> new Lbfgs(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
