package io.doppel.engine.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.index.Catalog;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.Samples;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SignTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Catalog catalog = new MemoryCatalog();

  private static InstantSource minutesAgo(int minutes) {
    return InstantSource.fixed(NOW.minusSeconds(60L * minutes));
  }

  private String begun(int minutesAgo) throws IOException {
    CollectionName name = Sign.name(minutesAgo(minutesAgo));
    make(name.value());
    return name.value();
  }

  private void make(String name) throws IOException {
    catalog.create(name, Samples.passport(8, "mean")).close();
  }

  @Test
  void what_somebody_left_who_was_killed_is_deleted_and_what_is_still_needed_stays() throws IOException {
    String killedAtOnce = begun(20);
    String killedLater = begun(90);
    Sign.give(catalog.file(killedLater, Sign.FILE), minutesAgo(10));
    String begunJustNow = begun(1);
    String goesOnForLong = begun(600);
    Sign.give(catalog.file(goesOnForLong, Sign.FILE), minutesAgo(1));
    String named = "doppel-scratch-mine";
    make(named);

    Sign.deleteLeft(catalog, minutesAgo(0));

    assertThat(catalog.names())
        .doesNotContain(killedAtOnce, killedLater)
        .containsExactlyInAnyOrder(begunJustNow, goesOnForLong, named);
  }
}
