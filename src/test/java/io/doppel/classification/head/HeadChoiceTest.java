package io.doppel.classification.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.classification.head.HeadChoice.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadChoiceTest {

  private static final int HELD_OUT = 100;

  private static Measured of(HeadKind kind, double accuracy) {
    return new Measured(kind, accuracy, accuracy);
  }

  @Test
  void the_pool_decides_unless_another_is_better_by_a_standard_error() {
    // A standard error of .8 on 100 texts is .04.
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .83), of(HeadKind.POOL, .8)), HELD_OUT))
        .isEqualTo(HeadKind.POOL);
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .85), of(HeadKind.POOL, .8)), HELD_OUT))
        .isEqualTo(HeadKind.KNN);
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .5), of(HeadKind.POOL, 1)), HELD_OUT))
        .isEqualTo(HeadKind.POOL);
  }

  @Test
  void without_it_the_simplest_of_the_most_accurate_decides() {
    assertThat(
            HeadChoice.best(
                List.of(of(HeadKind.PROTOTYPES, .7), of(HeadKind.KNN, .8), of(HeadKind.LOGISTIC, .8)), HELD_OUT))
        .isEqualTo(HeadKind.KNN);
  }
}
