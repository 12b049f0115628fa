package io.doppel.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whether two samples are of one distribution.
class EnergyTestTest {

  private static final int DIMENSION = 8;

  private static Matrix sample(int count, double shift, Random random) {
    return Matrix.of(
        IntStream.range(0, count)
            .mapToObj(
                _ -> {
                  float[] vector = new float[DIMENSION];
                  for (int i = 0; i < DIMENSION; i++) {
                    vector[i] = (float) random.nextGaussian();
                  }
                  vector[0] += (float) shift;
                  return Vectors.unit(vector);
                })
            .toList());
  }

  @Test
  void of_one_distribution_p_is_as_often_small_as_its_value_says() {
    int below20 = 0;
    int below5 = 0;
    double sum = 0;
    int tries = 100;
    for (int seed = 0; seed < tries; seed++) {
      Random random = new Random(seed);
      EnergyTest test = EnergyTest.of(sample(30, 0, random), sample(40, 0, random), new SplittableRandom(seed));
      assertThat(test.pValue()).isBetween(EnergyTest.LEAST, 1.0);
      below20 += test.pValue() <= .2 ? 1 : 0;
      below5 += test.pValue() <= .05 ? 1 : 0;
      sum += test.pValue();
    }
    // Four standard deviations of a binomial, and of a mean of uniform values.
    assertThat(below20).isBetween(4, 36);
    assertThat(below5).isBetween(0, 14);
    assertThat(sum / tries).isBetween(.38, .62);
  }

  @Test
  void a_shift_is_found_and_the_coefficient_tells_how_large_it_is() {
    Random random = new Random(5);
    Matrix here = sample(60, 0, random);
    EnergyTest little = EnergyTest.of(here, sample(60, .7, random), new SplittableRandom(1));
    EnergyTest much = EnergyTest.of(here, sample(60, 3, random), new SplittableRandom(1));
    assertThat(little.pValue()).isLessThan(.01);
    assertThat(much.pValue()).isEqualTo(EnergyTest.LEAST);
    assertThat(much.coefficient()).isBetween(little.coefficient() + .05, 1.0);
  }

  @Test
  void the_same_vectors_are_of_one_distribution_and_so_are_vectors_that_are_all_alike() {
    Matrix here = sample(20, 0, new Random(3));
    assertThat(EnergyTest.of(here, here, new SplittableRandom(1)))
        .satisfies(
            test -> {
              assertThat(test.pValue()).isEqualTo(1);
              assertThat(test.coefficient()).isCloseTo(0, within(1e-9));
            });
    float[] one = Vectors.unit(new float[] {1, 2});
    assertThat(EnergyTest.of(Matrix.of(one, one), Matrix.of(new float[][] {one}), new SplittableRandom(1)))
        .isEqualTo(new EnergyTest(0, 1));
  }

  @Test
  void it_ends_early_when_nobody_waits_for_it() {
    Matrix here = sample(20, 0, new Random(3));
    assertThatThrownBy(
            () ->
                Cancellation.<EnergyTest, RuntimeException>within(
                    () -> true, () -> EnergyTest.of(here, here, new SplittableRandom(1))))
        .isInstanceOf(CancellationException.class);
  }
}
