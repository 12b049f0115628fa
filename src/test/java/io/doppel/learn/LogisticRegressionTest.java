package io.doppel.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  private static final double WEAKLY_HELD_BACK = 100;

  @Test
  void the_weights_that_made_the_labels_are_found_again() {
    Random random = new Random(7);
    List<double[]> vectors = new ArrayList<>();
    int[] labels = new int[20_000];
    for (int i = 0; i < labels.length; i++) {
      double[] vector = {random.nextGaussian(), random.nextGaussian()};
      vectors.add(vector);
      double logit = 2 * vector[0] - vector[1] + .5;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    double[] weights = LogisticRegression.fit(vectors, labels, WEAKLY_HELD_BACK).logOdds();
    assertThat(weights).containsExactly(new double[] {2, -1, .5}, within(.1));
  }

  @Test
  void the_probability_is_that_of_the_logarithm_of_the_odds_whichever_label_comes_first() {
    List<double[]> vectors = List.of(new double[] {0}, new double[] {1}, new double[] {2}, new double[] {3});
    for (int[] labels : List.of(new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0})) {
      LogisticRegression model = LogisticRegression.fit(vectors, labels, WEAKLY_HELD_BACK);
      double[] weights = model.logOdds();
      for (double[] vector : vectors) {
        double logit = weights[0] * vector[0] + weights[1];
        assertThat(model.probability(vector, 1)).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
      }
      assertThat(vectors).extracting(model::predict).containsExactly(labels[0], labels[1], labels[2], labels[3]);
    }
  }

  @Test
  void of_several_classes_the_nearest_is_predicted() {
    List<double[]> vectors = List.of(new double[] {1, 0}, new double[] {0, 1}, new double[] {-1, -1});
    LogisticRegression model = LogisticRegression.fit(vectors, new int[] {4, 5, 6}, WEAKLY_HELD_BACK);
    assertThat(model.predict(new double[] {.9, .1})).isEqualTo(4);
    assertThat(model.predict(new double[] {.1, .9})).isEqualTo(5);
    assertThat(model.predict(new double[] {-.9, -.9})).isEqualTo(6);
    assertThat(model.probability(new double[] {.9, .1}, 7)).isZero();
  }
}
