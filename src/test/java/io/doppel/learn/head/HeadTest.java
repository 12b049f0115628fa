package io.doppel.learn.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.learn.optimizer.Lbfgs;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadTest {

  private static final int WIDTH = 8;

  /// Unit vectors around one direction a class.
  private static LabelledRows rows(int classes, int each, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[classes * each][WIDTH];
    int[] labels = new int[rows.length];
    float[][] centres = new float[classes][WIDTH];
    for (float[] centre : centres) {
      for (int j = 0; j < WIDTH; j++) {
        centre[j] = (float) random.nextGaussian();
      }
    }
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i / each;
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = centres[labels[i]][j] + 0.7f * (float) random.nextGaussian();
      }
      rows[i] = Vectors.unit(rows[i]);
    }
    return new LabelledRows(Matrix.of(rows), labels, classes);
  }

  @Test
  void a_pool_is_the_product_of_what_a_regression_and_the_neighbours_say() {
    LabelledRows data = rows(3, 6, 7);
    NearestNeighbours neighbours = NearestNeighbours.of(data, 5, .1);
    MultinomialRegression regression = MultinomialRegression.fit(data, .1, 1, () -> {});
    float[] row = rows(3, 1, 8).rows().row(0);
    double[] shares = regression.scores(row);
    assertThat(PooledShares.of(regression, neighbours, 0).scores(row)).containsExactly(shares, within(1e-12));
    double[] near = neighbours.scores(row);
    double[] products = IntStream.range(0, 3).mapToDouble(i -> shares[i] * Math.pow(near[i] + .01, .5)).toArray();
    double sum = Arrays.stream(products).sum();
    assertThat(PooledShares.of(regression, neighbours, .5).scores(row))
        .containsExactly(Arrays.stream(products).map(product -> product / sum).toArray(), within(1e-12));
    assertThatThrownBy(() -> PooledShares.of(regression, neighbours, -1)).hasMessageContaining("got -1.0");
  }

  @Test
  void of_many_rows_some_of_each_class_are_taken_and_not_those_that_lie_side_by_side() {
    LabelledRows all = rows(50, 40, 4);
    LabelledRows some = all.atMostByTwos(1000);
    assertThat(some.size()).isEqualTo(1000);
    assertThat(Arrays.stream(some.labels()).distinct()).hasSize(50);
    List<float[]> before = IntStream.range(0, all.size()).mapToObj(all.rows()::row).toList();
    int[] places =
        IntStream.range(0, some.size())
            .map(i -> {
              float[] row = some.rows().row(i);
              return IntStream.range(0, before.size())
                  .filter(j -> Arrays.equals(before.get(j), row))
                  .findFirst()
                  .orElseThrow();
            })
            .toArray();
    long side = IntStream.range(1, places.length).filter(i -> Math.abs(places[i] - places[i - 1]) == 1).count();
    assertThat(side).isLessThan(100);
  }

  private static double slope(Lbfgs.Objective objective, double[] at, int i) {
    double step = 1e-5;
    double[] x = at.clone();
    double[] ignored = new double[at.length];
    x[i] = at[i] + step;
    double above = objective.at(x, ignored);
    x[i] = at[i] - step;
    return (above - objective.at(x, ignored)) / (2 * step);
  }

  private static void assertGradient(Lbfgs.Objective objective, int parameters) {
    Random random = new Random(5);
    double[] at = random.doubles(parameters, -1, 1).toArray();
    double[] gradient = new double[parameters];
    objective.at(at, gradient);
    for (int i : random.ints(40, 0, parameters).toArray()) {
      assertThat(gradient[i]).as("coordinate %d", i).isCloseTo(slope(objective, at, i), within(1e-5));
    }
  }

  @Test
  void the_gradient_of_the_regression_is_that_of_finite_differences() {
    assertGradient(MultinomialRegression.objective(rows(4, 5, 1), 0.3), (WIDTH + 1) * 4);
  }

  @Test
  void the_gradient_of_the_network_is_that_of_finite_differences() {
    assertGradient(MultilayerPerceptron.objective(rows(3, 6, 2), 5, 0.2), (WIDTH + 1) * 5 + 6 * 3);
  }

  @Test
  void two_opposite_vectors_get_the_weights_that_the_formula_gives() {
    // Of x and -x the weights are a x and -a x, where 2 σ(-2 a) = penalty a.
    double penalty = 0.5;
    LabelledRows data =
        new LabelledRows(Matrix.of(new float[] {1, 0}, new float[] {-1, 0}), new int[] {0, 1}, 2);
    double low = 0;
    double high = 10;
    for (int i = 0; i < 100; i++) {
      double a = (low + high) / 2;
      if (2 / (1 + Math.exp(2 * a)) > penalty * a) {
        low = a;
      } else {
        high = a;
      }
    }
    MultinomialRegression head = MultinomialRegression.fit(data, penalty, 1, new Lbfgs(500, 1e-12), () -> {});
    assertThat(head.scores(new float[] {1, 0})[0]).isCloseTo(1 / (1 + Math.exp(-2 * low)), within(1e-9));
    assertThat(head.scores(new float[] {0, 1})).containsExactly(new double[] {0.5, 0.5}, within(1e-9));
  }

  @Test
  void a_factor_stands_for_vectors_that_many_times_as_long() {
    LabelledRows data = rows(3, 4, 3);
    double[] scaled = MultinomialRegression.fit(data, 0.1, 2, () -> {}).scores(data.rows().row(0));
    float[] twice = data.rows().row(0).clone();
    Vectors.scale(twice, 2);
    assertThat(MultinomialRegression.fit(data.times(2), 0.1, 1, () -> {}).scores(twice)).containsExactly(scaled);
  }

  @Test
  void every_head_knows_the_examples_again() {
    LabelledRows data = rows(5, 6, 4);
    for (Head head :
        new Head[] {
          Prototypes.of(data),
          NearestNeighbours.of(data, 3, 0.05),
          MultinomialRegression.fit(data, 0.1, 1, () -> {}),
          MultilayerPerceptron.fit(data, 16, 0.1, 1, 7, () -> {})
        }) {
      long right =
          IntStream.range(0, data.size())
              .filter(i -> head.predict(data.rows().row(i)) == data.labels()[i])
              .count();
      assertThat(right).as(head.getClass().getSimpleName()).isGreaterThanOrEqualTo(26);
    }
  }

  @Test
  void the_same_seed_learns_the_same_bits_and_another_one_does_not() {
    LabelledRows data = rows(4, 4, 6);
    double[] scores = MultilayerPerceptron.fit(data, 8, 0.1, 1, 1, () -> {}).scores(data.rows().row(0));
    assertThat(MultilayerPerceptron.fit(data, 8, 0.1, 1, 1, () -> {}).scores(data.rows().row(0)))
        .containsExactly(scores);
    assertThat(MultilayerPerceptron.fit(data, 8, 0.1, 1, 2, () -> {}).scores(data.rows().row(0)))
        .isNotEqualTo(scores);
    assertThat(MultinomialRegression.fit(data, 0.1, 1, () -> {}).scores(data.rows().row(1)))
        .containsExactly(MultinomialRegression.fit(data, 0.1, 1, () -> {}).scores(data.rows().row(1)));
  }

  @Test
  void the_order_of_vectors_changes_a_regression_by_no_more_than_rounding_does() {
    LabelledRows data = rows(4, 5, 8);
    int[] backwards = IntStream.range(0, data.size()).map(i -> data.size() - 1 - i).toArray();
    Lbfgs exact = new Lbfgs(1000, 1e-10);
    double[] scores = MultinomialRegression.fit(data, 0.1, 1, exact, () -> {}).scores(data.rows().row(2));
    assertThat(MultinomialRegression.fit(data.only(backwards), 0.1, 1, exact, () -> {}).scores(data.rows().row(2)))
        .containsExactly(scores, within(1e-7));
  }

  @Test
  void a_class_that_comes_or_goes_changes_no_other_prototype() {
    LabelledRows all = rows(5, 3, 9);
    LabelledRows some = all.only(IntStream.range(0, 12).toArray());
    for (int c = 0; c < 4; c++) {
      assertThat(Prototypes.of(some).rows().row(c)).containsExactly(Prototypes.of(all).rows().row(c));
    }
    assertThat(Prototypes.of(some).rows().row(4)).containsOnly(0);
  }

  @Test
  void neighbours_are_those_that_sorting_finds() {
    Random random = new Random(10);
    for (int trial = 0; trial < 50; trial++) {
      float[] values = new float[1 + random.nextInt(20)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(5);
      }
      int count = 1 + random.nextInt(8);
      int[] sorted =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -values[i]))
              .limit(count)
              .mapToInt(i -> i)
              .toArray();
      assertThat(NearestNeighbours.nearest(values, count)).containsExactly(sorted);
    }
    double[] shares = NearestNeighbours.of(rows(3, 4, 11), 5, 0.1).scores(rows(3, 4, 11).rows().row(0));
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void what_is_left_out_gets_the_cosines_of_prototypes_that_were_made_without_it() {
    LabelledRows data = rows(4, 3, 12);
    HeldOutCosines cosines = HeldOutCosines.of(Prototypes.of(data), data, () -> {});
    assertThat(cosines.impostors()).hasSize(12 * 3);
    for (int i = 0; i < data.size(); i++) {
      int left = i;
      int label = data.labels()[i];
      float[] row = data.rows().row(i);
      double[] without =
          Prototypes.of(data.only(IntStream.range(0, data.size()).filter(j -> j != left).toArray())).scores(row);
      assertThat(cosines.genuine()[i]).isCloseTo(without[label], within(1e-6));
      assertThat(cosines.known()[i]).isCloseTo(Arrays.stream(without).max().orElseThrow(), within(1e-6));
      double[] ofOthers =
          IntStream.range(0, 4).filter(c -> c != label).mapToDouble(c -> without[c]).toArray();
      assertThat(cosines.unknown()[i]).isCloseTo(Arrays.stream(ofOthers).max().orElseThrow(), within(1e-6));
    }
  }

  @Test
  void one_vector_alone_is_held_against_nothing() {
    LabelledRows one = rows(1, 1, 13);
    HeldOutCosines cosines = HeldOutCosines.of(Prototypes.of(one), one, () -> {});
    assertThat(cosines.genuine()).isEmpty();
    assertThat(cosines.unknown()).isEmpty();
    for (Head head :
        new Head[] {
          Prototypes.of(one),
          NearestNeighbours.of(one, 10, 0.05),
          MultinomialRegression.fit(one, 0.1, 1, () -> {}),
          MultilayerPerceptron.fit(one, 4, 0.1, 1, 1, () -> {})
        }) {
      assertThat(head.predict(one.rows().row(0))).isZero();
    }
  }

  @Test
  void of_twenty_impostors_at_most_a_tenth_of_the_next_ones_passes() {
    double[] impostors = IntStream.rangeClosed(1, 20).mapToDouble(i -> i / 20.0).toArray();
    assertThat(Threshold.accepting(0.1, impostors)).hasValue(19 / 20.0);
    assertThat(Threshold.accepting(0.01, impostors)).isEmpty();
    assertThat(Threshold.needed(0.01)).isEqualTo(99);
    assertThat(Threshold.accepting(0.01, new Random(1).doubles(99).toArray())).isPresent();
    assertThat(Threshold.accepting(0.01, new Random(1).doubles(98).toArray())).isEmpty();
  }

  @Test
  void a_threshold_that_was_told_from_some_impostors_lets_no_more_than_stated_of_others_pass_on_average() {
    Random random = new Random(14);
    double passed = 0;
    int trials = 2_000;
    for (int trial = 0; trial < trials; trial++) {
      double threshold = Threshold.accepting(0.2, random.doubles(30).toArray()).orElseThrow();
      passed += random.nextDouble() > threshold ? 1 : 0;
    }
    assertThat(passed / trials).isLessThan(0.22);
  }

  @Test
  void a_threshold_for_the_genuine_refuses_no_more_than_stated() {
    double[] genuine = IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 100.0).toArray();
    assertThat(Threshold.accepted(Threshold.refusing(0.05, genuine), genuine)).isEqualTo(0.95);
    assertThat(Threshold.accepted(Threshold.refusing(0, genuine), genuine)).isEqualTo(1);
  }

  @Test
  void labels_that_are_none_are_refused() {
    Matrix rows = Matrix.of(new float[] {1, 0});
    assertThatThrownBy(() -> new LabelledRows(rows, new int[] {2}, 2)).hasMessage("a label must be 0 to 1, got 2");
    assertThatThrownBy(() -> new LabelledRows(rows, new int[] {0, 0}, 1)).hasMessageContaining("got 1 and 2");
  }
}
