package io.doppel.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.CosineScale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HybridFusionTest {

  private static final Offset<Double> ROUNDING = within(1e-6);
  private static final HybridFusion LEGIBLE = new HybridFusion(1, CosineScale.STANDARD);
  private static final HybridFusion ILLEGIBLE = new HybridFusion(0, CosineScale.STANDARD);

  private static double[] scores(HybridFusion fusion, double[]... candidates) {
    float[] similarities = new float[candidates.length];
    float[] lexicalScores = new float[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      similarities[i] = (float) candidates[i][0];
      lexicalScores[i] = (float) candidates[i][1];
    }
    return fusion.scores(similarities, lexicalScores);
  }

  private static double[] candidate(double similarity, double lexicalScore) {
    return new double[] {similarity, lexicalScore};
  }

  @Test
  void without_common_words_the_score_is_the_similarity() {
    assertThat(scores(LEGIBLE, candidate(0.4, 0), candidate(-0.1, 0)))
        .containsExactly(new double[] {0.4, -0.1}, ROUNDING);
    assertThat(scores(LEGIBLE)).isEmpty();
  }

  @Test
  void words_fill_the_room_that_the_nearest_passage_leaves() {
    double[] scores = scores(LEGIBLE, candidate(0.5, 8), candidate(0.5, 4));
    assertThat(scores[0]).isCloseTo(0.5 + 2 * 0.5, within(1e-4));
    assertThat(scores[1]).isCloseTo(0.5 + 2 * 0.5 / 2, within(1e-4));
    assertThat(scores(LEGIBLE, candidate(1, 4), candidate(1, 8))).containsExactly(new double[] {1, 1}, ROUNDING);
  }

  @Test
  void words_that_lead_away_from_the_meaning_hardly_count() {
    double[] beside = scores(LEGIBLE, candidate(0.6, 0), candidate(0.2, 5));
    assertThat(beside[1]).isCloseTo(0.2, within(1e-3));
    double[] against = scores(LEGIBLE, candidate(0.6, 0), candidate(-0.2, 5));
    assertThat(against[1]).isCloseTo(-0.2, ROUNDING);
  }

  @Test
  void words_count_the_less_the_more_the_nearest_passage_leads() {
    double[] close = scores(LEGIBLE, candidate(0.6, 0), candidate(0.45, 5));
    double[] ahead = scores(LEGIBLE, candidate(0.6, 0), candidate(0.45, 5), candidate(0.2, 0));
    assertThat(close[1] - 0.45).isGreaterThan(2 * (ahead[1] - 0.45)).isPositive();
  }

  @Test
  void only_the_ten_passages_that_words_find_first_are_witnesses() {
    double[][] candidates = new double[30][];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = candidate(i < 10 ? 0.5 : 0.1, i < 10 ? 5 : 1);
    }
    assertThat(scores(LEGIBLE, candidates)[0]).isCloseTo(0.5 + 2 * 0.5, within(1e-4));
  }

  @Test
  void a_near_paraphrase_stays_before_what_shares_its_words() {
    double[] scores = scores(LEGIBLE, candidate(0.92, 1), candidate(0.7, 10));
    assertThat(scores[0]).isGreaterThan(scores[1]);
  }

  @Test
  void where_the_model_cannot_read_words_decide_and_meaning_breaks_ties() {
    double[] scores = scores(ILLEGIBLE, candidate(0.80, 10), candidate(0.95, 7), candidate(0.9, 0), candidate(0.8, 0));
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void the_worse_the_model_reads_the_less_it_is_asked_whether_it_agrees() {
    double[][] candidates = {candidate(0.6, 0), candidate(0.2, 5)};
    double half = scores(new HybridFusion(0.5f, CosineScale.STANDARD), candidates)[1];
    assertThat(half).isGreaterThan(0.5 * 0.2 + 2 * (1 - 0.5 * 0.6) * 0.75).isLessThan(0.5 * 0.2 + 2 * (1 - 0.5 * 0.6));
    double[] against = scores(new HybridFusion(0.5f, CosineScale.STANDARD), candidate(0.6, 0), candidate(-0.2, 5));
    assertThat(against[1]).isGreaterThan(against[0]);
  }

  @Test
  void nothing_near_is_no_reason_to_fail() {
    assertThat(scores(LEGIBLE, candidate(-0.5, 2), candidate(0, 1))).containsExactly(new double[] {-0.5, 0}, ROUNDING);
  }
}
