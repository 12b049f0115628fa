package io.doppel.index.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Samples;
import io.doppel.index.upkeep.IndexSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallAuditTest {

  private static final int DIMENSION = 128;

  @TempDir Path folder;

  private final Samples samples = new Samples(7, DIMENSION, 1);
  private TestIndex index;

  @BeforeEach
  void open() throws IOException {
    index = LocalIndexes.open(folder.resolve("things"), Samples.passport(DIMENSION, "mean"));
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  private Optional<RecallAudit.Report> audited(RecallAudit audit, List<Embedding> asked) throws IOException {
    try (IndexView view = index.view()) {
      return audit.of(view, asked);
    }
  }

  private void fill(int passages) throws IOException {
    for (int i = 0; i < passages; i++) {
      samples.put(index, "id" + i, 1);
    }
    index.commit();
  }

  @Test
  void an_empty_index_has_nothing_to_audit() throws IOException {
    assertThat(audited(RecallAudit.standard(1), List.of())).isEmpty();
  }

  @Test
  void a_small_index_is_scored_whole_and_keeps_every_promise() throws IOException {
    fill(5);
    RecallAudit.Report report = audited(new RecallAudit(100, 10, 1, 1), List.of()).orElseThrow();
    assertThat(report.stored().value()).isEqualTo(1);
    assertThat(report.stored().queries()).isEqualTo(5);
    assertThat(report.asked()).isEmpty();
    assertThat(report.kept()).isTrue();
  }

  @Test
  void a_search_that_is_too_narrow_is_found_out_and_the_advice_mends_it() throws IOException {
    fill(4000);
    index.upkeep().orElseThrow().compact();
    index.configure(IndexSettings.STANDARD.withSearchWidth(IndexSettings.MIN_WIDTH));
    RecallAudit audit = new RecallAudit(100, 10, .99, 1);
    RecallAudit.Report before = audited(audit, List.of()).orElseThrow();
    assertThat(before.stored().value()).isLessThan(.99);
    assertThat(before.kept()).isFalse();
    int width = before.width().orElseThrow();
    index.configure(IndexSettings.STANDARD.withSearchWidth(width));
    RecallAudit.Report after = audited(audit, List.of()).orElseThrow();
    assertThat(after.kept()).as("recall %s", after.stored()).isTrue();
    assertThat(after.settings().searchWidth()).isEqualTo(width);
  }

  @Test
  void a_miss_or_two_in_a_small_sample_are_no_alarm() {
    RecallAudit audit = new RecallAudit(16, 10, .99, 1);
    int[] found = new int[16];
    Arrays.fill(found, 10);
    found[0] = 8;
    assertThat(report(audit, Recall.of(found, 10)).kept()).isTrue();
    Arrays.fill(found, 8);
    assertThat(report(audit, Recall.of(found, 10)).kept()).isFalse();
  }

  private static RecallAudit.Report report(RecallAudit audit, Recall stored) {
    return new RecallAudit.Report(
        1000, audit, stored, Optional.empty(), IndexSettings.STANDARD, OptionalInt.empty(), 1);
  }

  @Test
  void questions_that_were_asked_are_audited_too() throws IOException {
    fill(50);
    RecentQuestions recent = new RecentQuestions();
    for (int i = 0; i < 8; i++) {
      recent.add(samples.embedding());
    }
    assertThat(
            audited(RecallAudit.standard(1), recent.list())
                .orElseThrow()
                .asked()
                .orElseThrow()
                .queries())
        .isEqualTo(8);
  }

  @Test
  void an_audit_that_nobody_waits_for_looks_at_a_bounded_number_of_vectors() {
    for (long passages : new long[] {1, 1_000, 100_000, 1_000_000}) {
      RecallAudit audit = RecallAudit.small(passages, 1);
      assertThat(audit.sample()).isBetween(1, RecallAudit.DEFAULT_SAMPLE);
      assertThat(audit.sample() * passages).isLessThanOrEqualTo(4_000_000);
    }
  }

  @Test
  void what_is_out_of_bounds_is_refused_with_the_value_and_the_bound() {
    assertThatThrownBy(() -> new RecallAudit(0, 10, .9, 1)).hasMessage("sample must be 1 to 10000, got 0");
    assertThatThrownBy(() -> new RecallAudit(1, 1001, .9, 1)).hasMessage("k must be 1 to 1000, got 1001");
    assertThatThrownBy(() -> new RecallAudit(1, 1, 1.5, 1))
        .hasMessage("promise must be above 0 and at most 1, got 1.5");
  }
}
