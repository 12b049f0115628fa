package io.doppel.encoder.graph.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerWeightsTest {

  private static final int ROWS = 20;
  private static final int COLUMNS = 7;

  private final float[] weights = random(new Random(3), ROWS * COLUMNS);

  @Test
  void a_weight_is_off_by_half_a_step_of_its_column_at_most() {
    IntegerWeights integers = IntegerWeights.of(weights, COLUMNS);
    for (int i = 0; i < weights.length; i++) {
      float step = integers.scales()[i % COLUMNS];
      assertThat(integers.integers()[i] * step).isCloseTo(weights[i], within(step / 2 * 1.0001f));
    }
  }

  @Test
  void two_products_with_the_largest_activation_fit_into_sixteen_bits() {
    byte[] integers = IntegerWeights.of(weights, COLUMNS).integers();
    int largest = 0;
    for (byte weight : integers) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertThat(largest).isEqualTo(IntegerWeights.STEPS);
    assertThat(2 * 255 * largest).isLessThanOrEqualTo(Short.MAX_VALUE);
  }

  @Test
  void a_column_of_nothing_stays_nothing() {
    IntegerWeights nothing = IntegerWeights.of(new float[ROWS * COLUMNS], COLUMNS);
    assertThat(nothing.integers()).containsOnly(0);
    for (float scale : nothing.scales()) {
      assertThat(scale).isPositive();
    }
  }

  @Test
  void the_sum_of_a_column_is_what_rows_of_these_weights_would_get() {
    IntegerWeights integers = IntegerWeights.of(weights, COLUMNS);
    float[] factors = random(new Random(4), ROWS);
    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      expected += (double) factors[row] * integers.integers()[row * COLUMNS + 2] * integers.scales()[2];
    }
    assertThat(integers.sum(2, factors)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void smoothing_leaves_the_product_as_it_was_and_evens_out_its_factors() {
    float[] activations = random(new Random(5), ROWS);
    activations[4] = 90;
    float[] sizes = activations.clone();
    float[] rows = new float[ROWS];
    for (int i = 0; i < weights.length; i++) {
      rows[i / COLUMNS] = Math.max(rows[i / COLUMNS], Math.abs(weights[i]));
    }
    for (int i = 0; i < ROWS; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    Smoothing smoothing = Smoothing.of(sizes, rows);
    float[] smooth = smoothing.of(weights);
    float[] factors = smoothing.factors();
    double before = 0;
    double after = 0;
    float largest = 0;
    for (int row = 0; row < ROWS; row++) {
      before += (double) activations[row] * weights[row * COLUMNS];
      after += (double) activations[row] * factors[row] * smooth[row * COLUMNS];
      largest = Math.max(largest, Math.abs(activations[row] * factors[row]));
    }
    assertThat(after).isCloseTo(before, within(1e-4));
    assertThat(largest).isLessThan(20);
    assertThat(Smoothing.none(3).isNone()).isTrue();
    assertThat(smoothing.isNone()).isFalse();
  }

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
