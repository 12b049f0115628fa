package io.doppel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorsTest {

  private static final long SEED = 20251129;

  @Test
  void a_dot_product_has_the_same_bits_with_and_without_the_vector_api() {
    assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    DotProduct vectorized = new VectorizedDotProduct();
    DotProduct scalar = new ScalarDotProduct();
    Random random = new Random(SEED);
    for (int length = 0; length < 100; length++) {
      float[] one = random(random, length);
      float[] other = random(random, length);
      assertThat(Float.floatToIntBits(vectorized.of(one, other)))
          .as("length %d, seed %d", length, SEED)
          .isEqualTo(Float.floatToIntBits(scalar.of(one, other)));
    }
  }

  @Test
  void four_dot_products_at_once_have_the_same_bits_as_each_alone() {
    Random random = new Random(SEED);
    for (int length : new int[] {0, 1, 7, 8, 9, 31, 384, 387}) {
      float[] one = random(random, length);
      float[][] others = new float[11][];
      for (int i = 0; i < others.length; i++) {
        others[i] = random(random, length);
      }
      float[] dots = new float[others.length];
      Vectors.dots(one, others, 1, others.length, dots);
      assertThat(dots[0]).isZero();
      for (int i = 1; i < others.length; i++) {
        assertThat(dots[i])
            .as("length %d, seed %d", length, SEED)
            .isEqualTo(Vectors.dot(one, others[i]))
            .isEqualTo(Vectors.dot(others[i], one));
      }
    }
  }

  @Test
  void a_dot_product_is_that_of_float64_but_for_rounding() {
    Random random = new Random(SEED);
    float[] one = random(random, 1000);
    float[] other = random(random, 1000);
    double expected = 0;
    for (int i = 0; i < one.length; i++) {
      expected += (double) one[i] * other[i];
    }
    assertThat((double) Vectors.dot(one, other)).isCloseTo(expected, within(1e-4));
  }

  @Test
  void a_cosine_does_not_leave_its_range() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      float[] unit = Vectors.unit(random(random, 384));
      float[] opposite = unit.clone();
      Vectors.scale(opposite, -1);
      assertThat(Vectors.cosine(unit, unit)).isLessThanOrEqualTo(1).isCloseTo(1, within(1e-6f));
      assertThat(Vectors.cosine(unit, opposite)).isGreaterThanOrEqualTo(-1).isCloseTo(-1, within(1e-6f));
    }
  }

  @Test
  void a_vector_without_length_has_no_direction_and_stays_as_it_is() {
    assertThat(Vectors.unit(new float[3])).containsExactly(0, 0, 0);
    assertThat(Vectors.unit(new float[] {3, 4})).containsExactly(.6f, .8f);
  }

  @Test
  void vectors_of_different_lengths_do_not_go_together() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.dot(new float[3], new float[4]))
        .withMessage("vectors of 3 and 4 dimensions do not go together");
  }

  private static float[] random(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
