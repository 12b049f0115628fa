package io.doppel.server.route.plagiarism;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.api.report.Unchecked;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptChecksTest {

  @TempDir private static Path folder;

  private static Doppel doppel;
  private static DocumentCollection collection;
  private static PlagiarismAnswer nothing;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  @BeforeAll
  static void open() throws IOException {
    doppel = TinyDoppel.open(folder);
    TinyDoppel.add(doppel, "things", Document.of("1", "the cat"));
    collection = doppel.collection(new CollectionName("things"));
    nothing = collection.plagiarism().check(query("zzz"));
  }

  @AfterAll
  static void close() throws IOException {
    doppel.close();
  }

  private static PlagiarismQuery query(String text) {
    return new PlagiarismQuery(text, Set.of(), Exclusions.NONE);
  }

  private String keep(KeptChecks checks, String text) {
    return checks.keep(collection, "a name", Unchecked.NOTHING, "g1", query(text), nothing).id();
  }

  @Test
  void a_check_is_kept_for_a_day() {
    KeptChecks checks = new KeptChecks(clock, 1_000);
    String id = keep(checks, "a text");
    now.updateAndGet(time -> time.plus(KeptChecks.LONGEST));
    assertThat(checks.get(collection, id)).isPresent();
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(1)));
    assertThat(checks.get(collection, id)).isEmpty();
  }

  @Test
  void the_oldest_go_where_there_is_no_room() {
    KeptChecks checks = new KeptChecks(clock, 1_000);
    String first = keep(checks, "a".repeat(400));
    String second = keep(checks, "b".repeat(400));
    String third = keep(checks, "c".repeat(400));
    assertThat(checks.get(collection, first)).isEmpty();
    assertThat(checks.get(collection, second)).isPresent();
    assertThat(checks.get(collection, third)).isPresent();
  }

  @Test
  void one_that_is_larger_than_all_room_is_not_kept() {
    KeptChecks checks = new KeptChecks(clock, 1_000);
    assertThat(checks.get(collection, keep(checks, "a".repeat(2_000)))).isEmpty();
    assertThat(checks.get(collection, keep(checks, "a text"))).isPresent();
  }

  @Test
  void the_same_check_is_known_again_in_the_same_state_of_the_collection_only() {
    KeptChecks checks = new KeptChecks(clock, 1_000);
    String id = keep(checks, "a text");
    assertThat(checks.same(collection, "g1", query("a text")))
        .hasValueSatisfying(check -> assertThat(check.id()).isEqualTo(id));
    assertThat(checks.same(collection, "g2", query("a text"))).isEmpty();
    assertThat(checks.same(collection, "g1", query("another"))).isEmpty();
  }
}
