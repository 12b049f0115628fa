package io.doppel.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.eval.measure.BinaryMeasures.Threshold;
import org.junit.jupiter.api.Test;

class BinaryMeasuresTest {

  @Test
  void average_precision_adds_the_precision_at_each_positive() {
    // The example of scikit-learn's documentation: positives at ranks 1 and 3, (1/1 + 2/3) / 2.
    double[] scores = {.1, .4, .35, .8};
    boolean[] labels = {false, false, true, true};
    assertThat(BinaryMeasures.averagePrecision(scores, labels)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
  }

  @Test
  void equal_scores_are_one_step_whatever_their_order() {
    // One step to recall 1/2 with precision 1/2, one to recall 1 with precision 2/3.
    double expected = .5 * .5 + .5 * 2 / 3;
    assertThat(BinaryMeasures.averagePrecision(new double[] {.9, .9, .5}, new boolean[] {true, false, true}))
        .isCloseTo(expected, within(1e-12));
    assertThat(BinaryMeasures.averagePrecision(new double[] {.9, .9, .5}, new boolean[] {false, true, true}))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void constant_scores_have_the_precision_of_calling_everything_positive() {
    double[] scores = {.5, .5, .5, .5};
    boolean[] labels = {true, false, false, false};
    assertThat(BinaryMeasures.averagePrecision(scores, labels)).isEqualTo(.25);
    assertThat(BinaryMeasures.bestF1(scores, labels)).isEqualTo(new Threshold(.5, .25, 1, .4, .25));
  }

  @Test
  void without_positives_average_precision_and_f1_are_0() {
    double[] scores = {.9, .1};
    boolean[] labels = {false, false};
    assertThat(BinaryMeasures.averagePrecision(scores, labels)).isZero();
    assertThat(BinaryMeasures.bestF1(scores, labels).f1()).isZero();
  }

  @Test
  void the_best_threshold_lies_halfway_between_its_neighbours() {
    // Calling the first three positive: 2 right, 1 wrong, none missed.
    double[] scores = {.9, .8, .6, .2};
    boolean[] labels = {true, false, true, false};
    Threshold best = BinaryMeasures.bestF1(scores, labels);
    assertThat(best.value()).isCloseTo(.4, within(1e-12));
    assertThat(best.f1()).isCloseTo(.8, within(1e-12));
    assertThat(best.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(best.recall()).isEqualTo(1);
    assertThat(best.accuracy()).isEqualTo(.75);
  }

  @Test
  void of_equally_good_thresholds_the_highest_is_taken() {
    Threshold best =
        BinaryMeasures.bestAccuracy(
            new double[] {.9, .8, .6, .2}, new boolean[] {true, false, true, false});
    assertThat(best.value()).isCloseTo(.85, within(1e-12));
    assertThat(best.accuracy()).isEqualTo(.75);
  }

  @Test
  void a_label_missing_for_a_score_is_refused() {
    assertThatThrownBy(() -> BinaryMeasures.averagePrecision(new double[] {1}, new boolean[] {}))
        .hasMessage("scores and labels need one length, at least 1, got 1 and 0");
  }
}
