package io.doppel.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorRegressionTest {

  private static final long SEED = 20_261_129;
  private static final double[] REAL = {-1, 2, 0};

  private final List<double[]> vectors = new ArrayList<>();
  private final boolean[] labels = new boolean[2_000];

  PriorRegressionTest() {
    Random random = new Random(SEED);
    for (int i = 0; i < labels.length; i++) {
      double[] vector = {1, random.nextGaussian(), random.nextGaussian()};
      vectors.add(vector);
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-(REAL[0] + REAL[1] * vector[1])));
    }
  }

  private double[] fit(int count, double deviation) {
    double[] alike = new double[count];
    Arrays.fill(alike, 1);
    double[] deviations = {deviation, deviation, deviation};
    return PriorRegression.fit(
        vectors.subList(0, count), Arrays.copyOf(labels, count), alike, new double[] {0, 0, 3}, deviations);
  }

  @Test
  void few_examples_leave_the_weights_near_what_was_known_and_many_move_them_to_what_is_true() {
    assertThat(fit(0, 1)).containsExactly(0, 0, 3);
    double[] few = fit(20, .3);
    double[] many = fit(2_000, .3);
    assertThat(few[2]).as("seed %d", SEED).isBetween(1.0, 3.0);
    assertThat(Math.abs(many[2])).as("seed %d", SEED).isLessThan(Math.abs(few[2]) / 2);
    double[] free = fit(2_000, 100);
    for (int i = 0; i < REAL.length; i++) {
      assertThat(free[i]).as("seed %d", SEED).isCloseTo(REAL[i], within(.25));
    }
  }

  /// At the most probable weights, what the examples say and what was known hold each other.
  @Test
  void the_weights_are_the_most_probable_ones() {
    double[] weights = fit(200, .5);
    double[] gradient = new double[3];
    double[] prior = {0, 0, 3};
    for (int i = 0; i < 3; i++) {
      gradient[i] = (weights[i] - prior[i]) / .25;
      for (int row = 0; row < 200; row++) {
        double[] vector = vectors.get(row);
        double sum = 0;
        for (int j = 0; j < 3; j++) {
          sum += weights[j] * vector[j];
        }
        gradient[i] += (1 / (1 + Math.exp(-sum)) - (labels[row] ? 1 : 0)) * vector[i];
      }
    }
    assertThat(gradient).containsExactly(new double[3], within(1e-6));
  }

  @Test
  void what_separates_all_examples_still_has_weights() {
    double[] fitted =
        PriorRegression.fit(
            List.of(new double[] {1, -1}, new double[] {1, 1}),
            new boolean[] {false, true},
            new double[] {1e6, 1e6},
            new double[] {0, -50},
            new double[] {1, 1e3});
    assertThat(fitted[1]).isFinite().isPositive();
  }
}
