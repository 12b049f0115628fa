package io.doppel.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CosineScaleTest {

  @Test
  void what_is_on_the_standard_scale_stays_the_same_to_the_last_bit() {
    Random random = new Random(16);
    CosineScale same = new CosineScale(CosineScale.STANDARD.unrelated(), CosineScale.STANDARD.reworded());
    for (int i = 0; i < 10_000; i++) {
      float cosine = 2 * random.nextFloat() - 1;
      assertThat(same.standard(cosine)).isEqualTo(cosine);
      assertThat(same.own(cosine)).isEqualTo(cosine);
      assertThat(same.standard((double) cosine)).isEqualTo(cosine);
    }
    assertThat(same.own(.65f)).isEqualTo(.65f);
  }

  @Test
  void unrelated_sentences_rewordings_and_equal_texts_of_a_model_lie_where_those_of_the_standard_lie() {
    CosineScale crowded = new CosineScale(.7, .93);
    assertThat(crowded.standard(.7)).isCloseTo(CosineScale.STANDARD.unrelated(), within(1e-12));
    assertThat(crowded.standard(.93)).isCloseTo(CosineScale.STANDARD.reworded(), within(1e-12));
    assertThat(crowded.standard(1.0)).isEqualTo(1);
    assertThat(crowded.standard(-1.0)).isEqualTo(-1);
  }

  @Test
  void no_order_changes_and_every_way_leads_back() {
    CosineScale crowded = new CosineScale(.7, .93);
    double last = -2;
    for (double cosine = .45; cosine <= 1; cosine += .001) {
      double standard = crowded.standard(cosine);
      assertThat(standard).isGreaterThan(last);
      assertThat(crowded.own(standard)).isCloseTo(cosine, within(1e-12));
      last = standard;
    }
  }

  @Test
  void a_model_that_does_not_tell_rewordings_from_unrelated_sentences_has_no_scale() {
    assertThatThrownBy(() -> new CosineScale(.5, .51))
        .hasMessage(
            "a scale needs a mean cosine of rewordings below 1 and at least 0.02 above that of unrelated "
                + "sentences, got 0.51 and 0.5");
  }
}
