package io.doppel.learn.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationTest {

  @Test
  void any_monotone_relation_has_rank_correlation_1() {
    double[] scores = {.1, .2, .3, .9};
    assertThat(Correlation.spearman(scores, new double[] {0, 1, 2, 5})).isEqualTo(1);
    assertThat(Correlation.spearman(scores, new double[] {5, 2, 1, 0})).isEqualTo(-1);
    assertThat(Correlation.pearson(scores, new double[] {0, 1, 2, 5})).isLessThan(1);
  }

  @Test
  void ties_get_the_mean_of_their_ranks() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    double[] tied = {.1, .5, .5, .9};
    assertThat(Correlation.spearman(tied, new double[] {1, 2, 3, 4})).isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
    assertThat(Correlation.spearman(tied, new double[] {1, 3, 2, 4})).isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
  }

  @Test
  void pearson_is_the_covariance_over_the_deviations() {
    // Means 2 and 3; covariance 0 + 0 + 3 = 3 over sqrt(2 * 6).
    assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {2, 2, 5}))
        .isCloseTo(3 / Math.sqrt(12), within(1e-12));
  }

  @Test
  void nothing_follows_a_constant() {
    assertThat(Correlation.spearman(new double[] {.5, .5, .5}, new double[] {1, 2, 3})).isNaN();
    assertThat(Correlation.pearson(new double[] {.5, .5, .5}, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void lists_of_two_lengths_and_numbers_that_are_none_are_refused() {
    assertThatThrownBy(() -> Correlation.spearman(new double[] {1, 2}, new double[] {1}))
        .hasMessage("a correlation needs two lists of one length, at least 2, got 2 and 1");
    assertThatThrownBy(() -> Correlation.spearman(new double[] {1, Double.NaN}, new double[] {1, 2}))
        .hasMessage("value 1 is NaN, not a finite number");
  }
}
