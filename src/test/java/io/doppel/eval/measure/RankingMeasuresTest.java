package io.doppel.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingMeasuresTest {

  private static final Map<String, Integer> GRADES = Map.of("a", 2, "b", 1, "c", 0);

  @Test
  void ndcg_discounts_the_linear_gain_by_the_logarithm_of_the_rank() {
    // Found: 1/log2(2) + 0 + 2/log2(4) = 2; best: 2/log2(2) + 1/log2(3).
    double best = 2 + Math.log(2) / Math.log(3);
    assertThat(RankingMeasures.ndcg(List.of("b", "c", "a"), GRADES, 10)).isCloseTo(2 / best, within(1e-12));
    assertThat(RankingMeasures.ndcg(List.of("a", "b"), GRADES, 10)).isEqualTo(1);
  }

  @Test
  void ndcg_looks_no_further_than_k_in_both_rankings() {
    assertThat(RankingMeasures.ndcg(List.of("b", "a"), GRADES, 1)).isCloseTo(.5, within(1e-12));
    assertThat(RankingMeasures.ndcg(List.of("x", "a"), GRADES, 1)).isZero();
  }

  @Test
  void recall_counts_the_relevant_among_the_first_k() {
    assertThat(RankingMeasures.recall(List.of("a", "x", "b"), GRADES, 2)).isEqualTo(.5);
    assertThat(RankingMeasures.recall(List.of("a", "x", "b"), GRADES, 3)).isEqualTo(1);
  }

  @Test
  void the_reciprocal_rank_is_that_of_the_first_relevant() {
    assertThat(RankingMeasures.reciprocalRank(List.of("c", "x", "b", "a"), GRADES, 10))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(RankingMeasures.reciprocalRank(List.of("c", "x", "b", "a"), GRADES, 2)).isZero();
  }

  @Test
  void average_precision_counts_what_was_not_found_as_0() {
    assertThat(RankingMeasures.averagePrecision(List.of("x", "a"), GRADES)).isCloseTo(.25, within(1e-12));
    assertThat(RankingMeasures.averagePrecision(List.of("a", "x", "b"), GRADES))
        .isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
  }

  @Test
  void where_nothing_is_relevant_every_measure_is_0() {
    List<String> ranking = List.of("a", "b");
    for (Map<String, Integer> grades : List.of(Map.<String, Integer>of(), Map.of("a", 0, "b", -1))) {
      assertThat(RankingMeasures.ndcg(ranking, grades, 10)).isZero();
      assertThat(RankingMeasures.recall(ranking, grades, 10)).isZero();
      assertThat(RankingMeasures.reciprocalRank(ranking, grades, 10)).isZero();
      assertThat(RankingMeasures.averagePrecision(ranking, grades)).isZero();
    }
  }

  @Test
  void an_empty_ranking_finds_nothing() {
    assertThat(RankingMeasures.ndcg(List.of(), GRADES, 10)).isZero();
    assertThat(RankingMeasures.recall(List.of(), GRADES, 10)).isZero();
  }

  @Test
  void equal_scores_are_ordered_by_id() {
    assertThat(RankingMeasures.order(Map.of("b", .5, "c", .9, "a", .5))).containsExactly("c", "a", "b");
  }

  @Test
  void a_document_ranked_twice_is_refused() {
    assertThatThrownBy(() -> RankingMeasures.ndcg(List.of("a", "b", "a"), GRADES, 10))
        .hasMessage("document a is ranked twice");
  }

  @Test
  void a_k_below_1_is_refused() {
    assertThatThrownBy(() -> RankingMeasures.recall(List.of("a"), GRADES, 0)).hasMessage("k must be at least 1, got 0");
  }
}
