package io.doppel.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HybridFusionTest {

  private static final Offset<Double> ROUNDING = within(1e-6);
  private static final HybridFusion LEGIBLE = new HybridFusion(1);

  @Test
  void without_common_words_the_score_is_the_similarity() {
    assertThat(LEGIBLE.score(0.4f, 0, 0.9f, 12)).isCloseTo(0.4, ROUNDING);
    assertThat(LEGIBLE.score(-0.1f, 0, -0.1f, 0)).isCloseTo(-0.1, ROUNDING);
  }

  @Test
  void words_fill_in_what_the_nearest_passage_leaves_open() {
    assertThat(LEGIBLE.score(0.5f, 8, 0.5f, 8)).isCloseTo(0.5 + 1.4 * 0.5, ROUNDING);
    assertThat(LEGIBLE.score(0.5f, 4, 0.5f, 8)).isCloseTo(0.5 + 1.4 * 0.5 / 2, ROUNDING);
    assertThat(LEGIBLE.score(0.5f, 4, 0.9f, 8)).isCloseTo(0.5 + 1.4 * 0.1 / 2, ROUNDING);
    assertThat(LEGIBLE.score(1, 4, 1, 8)).isCloseTo(1, ROUNDING);
  }

  @Test
  void a_near_paraphrase_stays_before_what_shares_its_words() {
    double paraphrase = LEGIBLE.score(0.92f, 1, 0.92f, 10);
    double words = LEGIBLE.score(0.7f, 10, 0.92f, 10);
    assertThat(paraphrase).isGreaterThan(words);
  }

  @Test
  void where_the_model_cannot_read_words_decide_and_meaning_breaks_ties() {
    HybridFusion illegible = new HybridFusion(0);
    double words = illegible.score(0.80f, 10, 0.95f, 10);
    double fewer = illegible.score(0.95f, 7, 0.95f, 10);
    assertThat(words).isGreaterThan(fewer);
    assertThat(illegible.score(0.9f, 0, 0.95f, 10)).isGreaterThan(illegible.score(0.8f, 0, 0.95f, 10));
  }

  @Test
  void the_score_grows_with_either_side() {
    for (float legibility : new float[] {0, 0.5f, 1}) {
      HybridFusion fusion = new HybridFusion(legibility);
      assertThat(fusion.score(0.6f, 3, 0.7f, 5)).isGreaterThan(fusion.score(0.5f, 3, 0.7f, 5));
      assertThat(fusion.score(0.6f, 4, 0.7f, 5)).isGreaterThan(fusion.score(0.6f, 3, 0.7f, 5));
    }
  }
}
