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
  void a_vote_decides_unless_another_is_surely_better() {
    // Two standard errors of .8 on 100 texts are .08.
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .87), of(HeadKind.VOTE, .8)), HELD_OUT))
        .isEqualTo(HeadKind.VOTE);
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .89), of(HeadKind.VOTE, .8)), HELD_OUT))
        .isEqualTo(HeadKind.KNN);
    assertThat(HeadChoice.best(List.of(of(HeadKind.KNN, .5), of(HeadKind.VOTE, 1)), HELD_OUT))
        .isEqualTo(HeadKind.VOTE);
  }

  @Test
  void without_a_vote_the_simplest_of_the_most_accurate_decides() {
    assertThat(
            HeadChoice.best(
                List.of(of(HeadKind.PROTOTYPES, .7), of(HeadKind.KNN, .8), of(HeadKind.LOGISTIC, .8)), HELD_OUT))
        .isEqualTo(HeadKind.KNN);
  }
}
