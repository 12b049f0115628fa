package io.doppel.server.body;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.server.problem.RequestException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

  @Test
  @SuppressWarnings("try") // what is given back early is what is tested
  void bodies_that_are_too_large_together_are_refused_until_one_is_gone_and_small_ones_never() {
    try (BodyMemory first = new BodyMemory();
        BodyMemory second = new BodyMemory()) {
      first.growTo(BodyMemory.all() / 2);
      first.growTo(BodyMemory.all());
      assertThatThrownBy(() -> second.growTo(Bodies.MAX_BYTES))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              String.format(
                  Locale.ROOT,
                  "the bodies of all requests together may take at most %,d bytes, and others take too many "
                      + "now; try again in 5 s",
                  BodyMemory.all()));
      assertThatCode(() -> second.growTo(1_000)).doesNotThrowAnyException();
      first.close();
      assertThatCode(() -> second.growTo(Bodies.MAX_BYTES)).doesNotThrowAnyException();
    }
  }
}
