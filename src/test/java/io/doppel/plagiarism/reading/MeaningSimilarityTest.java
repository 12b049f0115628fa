package io.doppel.plagiarism.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.text.Span;
import io.doppel.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeaningSimilarityTest {

  private static final int DIMENSION = 32;
  private static final int UNITS = 40;
  private static final float MIN_DEVIATIONS = 2.5f;

  @Test
  void the_same_unit_in_both_texts_is_far_above_the_background_and_others_are_not() {
    Reading here = text(1, 0);
    Reading there = text(2, 0, here.vectors().row(7));
    float[] row = new float[there.size()];
    new MeaningSimilarity(here, there, MIN_DEVIATIONS).row(7, row);
    assertThat(row[UNITS]).isGreaterThan(.95f);
    for (int j = 0; j < UNITS; j++) {
      assertThat(row[j]).isLessThan(.7f);
    }
  }

  @Test
  void a_model_that_puts_all_sentences_close_together_gives_no_evidence_by_that() {
    Reading here = text(1, 3);
    Reading there = text(2, 3);
    MeaningSimilarity meanings = new MeaningSimilarity(here, there, MIN_DEVIATIONS);
    int evidence = 0;
    float[] row = new float[there.size()];
    for (int i = 0; i < here.size(); i++) {
      assertThat(Vectors.dot(here.vectors().row(i), there.vectors().row(i))).isGreaterThan(.8f);
      meanings.row(i, row);
      for (float strength : row) {
        evidence += strength > .5f ? 1 : 0;
      }
    }
    assertThat(evidence).isLessThan(UNITS * UNITS / 100);
  }

  @Test
  void two_texts_of_one_unit_each_are_judged_by_their_cosine() {
    Reading here = read(List.of(vector(new Random(1), 0)));
    Reading there = read(List.of(here.vectors().row(0)));
    float[] row = new float[1];
    new MeaningSimilarity(here, there, MIN_DEVIATIONS).row(0, row);
    assertThat(row[0]).isGreaterThan(.95f);
  }

  /// Units in random directions, all drawn towards one of them by `pull`.
  private static Reading text(long seed, float pull, float[]... more) {
    Random random = new Random(seed);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      vectors.add(vector(random, pull));
    }
    vectors.addAll(List.of(more));
    return read(vectors);
  }

  private static float[] vector(Random random, float pull) {
    float[] vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) random.nextGaussian() / (float) Math.sqrt(DIMENSION);
    }
    vector[0] += pull;
    return Embedding.normalize(vector).toArray();
  }

  private static Reading read(List<float[]> vectors) {
    StringBuilder text = new StringBuilder();
    List<Span> units = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      int start = text.length();
      text.append("unit ").append(i).append(".");
      units.add(new Span(start, text.length()));
      text.append(' ');
    }
    return Reading.of("", text.toString(), units, vectors.stream().map(Embedding::normalize).toList());
  }
}
