package io.doppel.learn.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocTest {

  private static final Roc SMALL = new Roc(new double[] {0.9, 0.8, 0.4, 0.7}, new double[] {0.5, 0.3, 0.7, 0.1, 0.2});

  @Test
  void the_area_counts_pairs_in_the_right_order_and_ties_by_half() {
    // 0.9 and 0.8 are above all 5, 0.7 above 4 and level with one, 0.4 above 3.
    assertThat(SMALL.area()).isEqualTo((5 + 5 + 4.5 + 3) / 20);
  }

  @Test
  void what_passes_at_a_threshold_is_counted() {
    assertThat(SMALL.falseAcceptAt(1)).isEqualTo(2 / 5.0);
    assertThat(SMALL.falseAcceptAt(0.75)).isEqualTo(1 / 5.0);
    assertThat(SMALL.falseAcceptAt(0.5)).isZero();
    assertThat(SMALL.trueAcceptAt(0)).isEqualTo(2 / 4.0);
    assertThat(SMALL.trueAcceptAt(0.2)).isEqualTo(3 / 4.0);
    assertThat(SMALL.trueAcceptAt(1)).isEqualTo(1);
  }

  @Test
  void both_errors_are_equal_where_they_cross() {
    double[] genuine = IntStream.range(0, 100).mapToDouble(i -> i / 100.0 + 0.6).toArray();
    double[] impostors = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
    assertThat(new Roc(genuine, impostors).equalErrorRate()).isCloseTo(0.2, within(0.01));
    assertThat(new Roc(new double[] {1}, new double[] {0}).equalErrorRate()).isZero();
    assertThat(new Roc(new double[] {0}, new double[] {1}).equalErrorRate()).isEqualTo(1);
  }

  @Test
  void scores_that_say_nothing_have_an_area_of_a_half() {
    Random random = new Random(1);
    Roc roc = new Roc(random.doubles(2_000).toArray(), random.doubles(2_000).toArray());
    assertThat(roc.area()).isCloseTo(0.5, within(0.03));
    assertThat(roc.equalErrorRate()).isCloseTo(0.5, within(0.03));
  }

  @Test
  void of_nothing_nothing_is_told() {
    Roc roc = new Roc(new double[0], new double[] {1});
    assertThat(roc.area()).isNaN();
    assertThat(roc.equalErrorRate()).isNaN();
    assertThat(roc.trueAcceptAt(0.1)).isNaN();
    assertThat(roc.falseAcceptAt(0.95)).isNaN();
  }

  @Test
  void confusions_are_counted_by_class() {
    Confusion confusion = new Confusion(4);
    confusion.add(0, 0);
    confusion.add(0, 1);
    confusion.add(0, 1);
    confusion.add(1, 1);
    confusion.add(2, 0);
    assertThat(confusion.accuracy()).isEqualTo(0.4);
    // F1 of class 0: 2/(3+2), of 1: 2/(1+3), of 2: 0; class 3 does not occur.
    assertThat(confusion.macroF1()).isCloseTo((0.4 + 0.5 + 0) / 3, within(1e-12));
    assertThat(confusion.worst(1)).containsExactly(new Confusion.Pair(0, 1, 2));
    assertThat(confusion.worst(9)).hasSize(2);
    assertThat(confusion.size()).isEqualTo(5);
  }
}
