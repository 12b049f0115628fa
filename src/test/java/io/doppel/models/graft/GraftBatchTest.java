package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.token.Tokens;
import io.doppel.learn.loss.BankDistillation;
import io.doppel.models.graft.Lessons.Lesson;
import io.doppel.models.graft.ScoredLessons.ScoredLesson;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraftBatchTest {

  private final Random random = new Random(3);
  private final float[] lesson = vector();
  private final float[] one = vector();
  private final float[] other = vector();
  private final Matrix embeddings = Matrix.of(vector(), vector(), vector());
  private final Matrix bank = Matrix.of(vector(), vector());

  @Test
  void the_texts_of_lessons_come_first_then_one_side_of_scored_pairs_then_the_other() {
    GraftBatch batch = batch(0.5);
    assertThat(batch.texts()).extracting(Tokens::length).containsExactly(1, 2, 3);
    assertThat(batch.wanted()).containsExactly(lesson, one, other);
  }

  @Test
  void a_scored_pair_is_pulled_together_or_apart_until_it_has_its_cosine() {
    float cosine = (float) dot(embeddings.row(1), embeddings.row(2));
    Matrix neighbours =
        new BankDistillation(20, 2)
            .of(List.of(embeddings, Matrix.of(lesson, one, other), bank), new double[0])
            .gradients()
            .getFirst();
    assertThat(along(batch(cosine), neighbours)).isCloseTo(0, within(1e-5));
    assertThat(along(batch(cosine + 0.1), neighbours)).isNegative();
    assertThat(along(batch(cosine - 0.1), neighbours)).isPositive();
    assertThat(batch(cosine + 0.1).gradient(embeddings, bank).row(0)).isEqualTo(neighbours.row(0));
  }

  /// How the loss of the scored pair changes as one of its texts goes to the other.
  private double along(GraftBatch batch, Matrix neighbours) {
    float[] row = batch.gradient(embeddings, bank).row(1);
    return dot(row, embeddings.row(2)) - dot(neighbours.row(1), embeddings.row(2));
  }

  private GraftBatch batch(double cosine) {
    return new GraftBatch(
        List.of(new Lesson("known", tokens(1))),
        Map.of("known", lesson),
        List.of(new ScoredLesson(tokens(2), tokens(3), one, other, cosine)));
  }

  private static Tokens tokens(int length) {
    return new Tokens(new long[length], false);
  }

  private static double dot(float[] one, float[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> (double) one[i] * other[i]).sum();
  }

  private float[] vector() {
    float[] vector = new float[8];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Vectors.unit(vector);
  }
}
