package io.doppel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void a_quantile_is_always_a_value_that_was_measured() {
    Quantiles of = Quantiles.of(List.of(4.0, 1.0, 3.0, 2.0));
    assertThat(of.median()).isEqualTo(3);
    assertThat(of.at(0)).isEqualTo(1);
    assertThat(of.at(.5)).isEqualTo(2);
    assertThat(of.at(.51)).isEqualTo(3);
    assertThat(of.at(1)).isEqualTo(4);
  }

  @Test
  void nothing_measured_and_no_number_have_no_quantiles() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of())
        .withMessage("nothing was measured, so there are no quantiles");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of(1, Double.NaN))
        .withMessage("quantiles are of numbers, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of(1).at(1.1))
        .withMessage("a quantile is 0 to 1, got 1.1");
  }
}
