package io.doppel.server.body;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.server.problem.RequestException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BodyDiskTest {

  @Test
  @SuppressWarnings("try") // what is given back early is what is tested
  void files_that_are_too_large_together_are_refused_until_one_is_gone_and_small_ones_never() {
    try (BodyDisk first = new BodyDisk();
        BodyDisk second = new BodyDisk()) {
      first.growTo(1 << 20);
      first.growTo(BodyDisk.all() / 2);
      first.growTo(BodyDisk.all());
      assertThatThrownBy(() -> second.growTo(1 << 20))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              String.format(
                  Locale.ROOT,
                  "the files of all requests together may take at most %,d bytes, and others take too many now; "
                      + "try again in 15 s",
                  BodyDisk.all()));
      assertThatCode(() -> second.growTo(1_000)).doesNotThrowAnyException();
      assertThatThrownBy(() -> first.growTo(BodyDisk.all() + 1))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              String.format(
                  Locale.ROOT,
                  "the disk has room for a file of %,d bytes at most while it is read",
                  BodyDisk.all()));
      first.close();
      assertThatCode(() -> second.growTo(1 << 20)).doesNotThrowAnyException();
    }
  }
}
