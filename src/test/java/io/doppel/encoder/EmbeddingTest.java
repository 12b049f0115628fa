package io.doppel.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private static final Embedding EAST = Embedding.normalize(new float[] {2, 0, 0});
  private static final Embedding NORTH = Embedding.normalize(new float[] {0, 3, 0});
  private static final Embedding WEST = Embedding.normalize(new float[] {-1, 0, 0});

  @Test
  void any_vector_with_a_length_is_scaled_to_length_one() {
    assertThat(Embedding.normalize(new float[] {3, 4}).toArray()).containsExactly(0.6f, 0.8f);
    for (float[] bad : new float[][] {{}, {0, 0}, {Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}}) {
      assertThatThrownBy(() -> Embedding.normalize(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_stored_vector_must_have_length_one() {
    assertThat(Embedding.ofUnit(new float[] {0.6f, 0.8f}).dimension()).isEqualTo(2);
    assertThatThrownBy(() -> Embedding.ofUnit(new float[] {3, 4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an embedding has unit length, got 5.0");
  }

  @Test
  void the_cosine_is_that_of_the_angle_and_needs_the_same_dimensions() {
    assertThat(EAST.cosine(EAST)).isEqualTo(1);
    assertThat(EAST.cosine(NORTH)).isZero();
    assertThat(EAST.cosine(WEST)).isEqualTo(-1);
    assertThatThrownBy(() -> EAST.cosine(Embedding.normalize(new float[] {1, 1})))
        .hasMessage("embeddings of 3 and 2 dimensions cannot be compared");
  }

  @Test
  void the_mean_lies_in_the_middle_and_has_length_one() {
    Embedding mean = Embedding.mean(List.of(EAST, NORTH));
    assertThat(mean.cosine(EAST)).isCloseTo((float) Math.sqrt(0.5), within(1e-6f)).isEqualTo(mean.cosine(NORTH));
    assertThat(mean.cosine(mean)).isCloseTo(1, within(1e-6f));
    assertThat(Embedding.mean(List.of(NORTH))).isEqualTo(NORTH);
  }

  @Test
  void opposite_embeddings_have_no_mean_so_that_the_first_stands_for_them() {
    assertThat(Embedding.mean(List.of(EAST, WEST))).isEqualTo(EAST);
  }

  @Test
  void what_is_turned_has_the_cosine_that_was_asked_for() {
    Random random = new Random(1);
    float[] vector = new float[384];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    Embedding text = Embedding.normalize(vector);
    for (double cosine : new double[] {-1, -0.5, 0, 0.8, 1}) {
      assertThat((double) text.cosine(text.turned(cosine, random))).isCloseTo(cosine, within(1e-5));
    }
  }
}
