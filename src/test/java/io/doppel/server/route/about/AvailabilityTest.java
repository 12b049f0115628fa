package io.doppel.server.route.about;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.index.failure.IndexUnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class AvailabilityTest {

  @Test
  void where_the_place_is_and_what_is_wrong_is_told_to_none_but_those_with_a_key_and_asked_once() {
    AtomicInteger asked = new AtomicInteger();
    Availability gone =
        new Availability(() -> {
          asked.incrementAndGet();
          throw new IndexUnavailableException("the cluster at https://secret:9200/p is red");
        });
    assertThatThrownBy(() -> gone.require(true)).hasMessage("the cluster at https://secret:9200/p is red");
    assertThatThrownBy(() -> gone.require(false))
        .isInstanceOf(IndexUnavailableException.class)
        .hasMessage("the place of the collections is not available; with a key, this tells why");
    assertThat(asked).hasValue(1);
  }
}
