package io.doppel.source.extraction.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

  @TempDir Path folder = Path.of("");

  private static Workers workers(int most, int seconds, int idleSeconds) {
    return new Workers(new Workers.Settings(HostileChild.class.getName(), most, 64, seconds, idleSeconds));
  }

  private Extracted read(Workers workers, String said) throws IOException {
    return workers.read("PDF", Files.writeString(Files.createTempFile(folder, "a", ".pdf"), said), 1_000);
  }

  private void refused(Workers workers, String said, String reason) {
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> read(workers, said))
        .withMessage(reason);
  }

  @Test
  void what_one_process_reads_the_other_hears_whole() throws IOException {
    try (Workers workers = workers(1, 60, 60)) {
      assertThat(read(workers, "밀물 😀"))
          .isEqualTo(
              new Extracted(
                  "제목", "밀물 😀", Map.of("from", "sea"), "unseen", List.of(new Unread(Unread.Kind.PAGE, 2,
                      List.of("3", "4")))));
    }
  }

  @Test
  void a_process_is_kept_for_the_next_document_also_when_one_cannot_be_read() throws IOException {
    try (Workers workers = workers(1, 60, 60)) {
      assertThat(read(workers, "one").text()).isEqualTo("one");
      List<Long> first = workers.pids();
      refused(workers, "refuse", "it holds no text");
      assertThat(read(workers, "two").text()).isEqualTo("two");
      assertThat(workers.pids()).isEqualTo(first).hasSize(1);
    }
  }

  @Test
  void a_document_that_takes_all_memory_or_breaks_its_parser_ends_its_process_alone() throws IOException {
    try (Workers workers = workers(1, 60, 60)) {
      refused(workers, "allocate", "reading it takes more memory than there is");
      assertThat(read(workers, "next").text()).isEqualTo("next");
      refused(workers, "crash", "its reader broke down");
      assertThat(read(workers, "next").text()).isEqualTo("next");
      refused(workers, "deep", "its reader broke down");
      assertThat(read(workers, "next").text()).isEqualTo("next");
    }
  }

  @Test
  void a_document_that_is_never_read_to_its_end_is_given_up_while_others_are_read() throws Exception {
    try (Workers workers = workers(2, 8, 60);
        ExecutorService others = Executors.newCachedThreadPool()) {
      Future<?> hanging = others.submit(() -> refused(workers, "hang", "reading it takes longer than 8 seconds"));
      assertThat(read(workers, "one").text()).isEqualTo("one");
      assertThat(read(workers, "two").text()).isEqualTo("two");
      hanging.get();
      assertThat(workers.pids()).hasSize(1);
      assertThat(read(workers, "three").text()).isEqualTo("three");
    }
  }

  @Test
  void an_error_of_a_parser_is_told_at_once() throws IOException {
    try (Workers workers = workers(1, 60, 60)) {
      refused(workers, "overflow", "it is nested too deep");
      assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> read(workers, "lack"));
      assertThat(workers.pids()).hasSize(1);
      refused(workers, "throw", "its reader broke down");
      refused(workers, "reserve", "reading it takes more memory than there is");
    }
  }

  @Test
  void a_process_that_starts_and_cannot_run_is_noticed() throws IOException {
    Workers.Settings settings = new Workers.Settings("io.doppel.NoSuchProgram", 1, 64, 60, 60);
    try (Workers workers = new Workers(settings)) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(Workers.Unavailable.class)
            .isThrownBy(() -> read(workers, "one"))
            .withMessageContaining("exit code 1");
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_signal_to_end_does_not_take_a_process_from_the_one_that_it_reads_for() throws IOException {
    try (Workers workers = workers(1, 60, 60)) {
      assertThat(read(workers, "one").text()).isEqualTo("one");
      List<Long> first = workers.pids();
      ProcessHandle process = ProcessHandle.of(first.getFirst()).orElseThrow();
      assertThat(process.destroy()).isTrue();
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> process.onExit().get(2, TimeUnit.SECONDS));
      assertThat(read(workers, "two").text()).isEqualTo("two");
      assertThat(workers.pids()).isEqualTo(first);
    }
  }

  @Test
  void a_document_that_is_being_read_when_the_program_ends_is_not_refused() throws Exception {
    Workers workers = workers(1, 60, 60);
    try (ExecutorService others = Executors.newCachedThreadPool()) {
      Future<Extracted> hanging = others.submit(() -> read(workers, "hang"));
      while (workers.pids().isEmpty() && !hanging.isDone()) {
        Thread.sleep(20);
      }
      workers.close();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(hanging::get)
          .withCauseInstanceOf(CancellationException.class);
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> read(workers, "one"));
      assertThat(workers.pids()).isEmpty();
    }
  }

  @Test
  void a_document_that_nobody_waits_for_any_more_is_given_up_and_makes_room() throws Exception {
    try (Workers workers = workers(1, 60, 60);
        ExecutorService others = Executors.newCachedThreadPool()) {
      AtomicBoolean gone = new AtomicBoolean();
      Future<Extracted> hanging =
          others.submit(
              () -> Cancellation.<Extracted, IOException>within(gone::get, () -> read(workers, "hang")));
      while (workers.pids().isEmpty() && !hanging.isDone()) {
        Thread.sleep(20);
      }
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> Cancellation.<Extracted, IOException>within(() -> true, () -> read(workers, "two")));
      gone.set(true);
      assertThat(read(workers, "three").text()).isEqualTo("three");
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(hanging::get)
          .withCauseInstanceOf(CancellationException.class);
    }
  }

  @Test
  void a_process_takes_a_part_of_the_memory_and_is_the_first_to_go_where_there_is_none_left() throws IOException {
    assertThat(IsolatedReading.settings(0, 4)).extracting("most", "megabytes").containsExactly(1, 512);
    assertThat(IsolatedReading.settings(1L << 30, 4)).extracting("most", "megabytes").containsExactly(1, 128);
    assertThat(IsolatedReading.settings(16L << 30, 4)).extracting("most", "megabytes").containsExactly(4, 512);
    try (Workers workers = workers(1, 60, 60)) {
      assertThat(read(workers, "one").text()).isEqualTo("one");
      Path score = Path.of("/proc/%d/oom_score_adj".formatted(workers.pids().getFirst()));
      if (Files.exists(score)) {
        assertThat(score).hasContent("1000");
      }
    }
  }

  @Test
  void a_process_ends_when_it_has_nothing_to_do_and_when_nobody_wants_it() throws Exception {
    try (Workers workers = workers(1, 60, 1)) {
      assertThat(read(workers, "one").text()).isEqualTo("one");
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!workers.pids().isEmpty() && System.nanoTime() < end) {
        Thread.sleep(100);
      }
      assertThat(workers.pids()).isEmpty();
    }
    Workers closed = workers(1, 60, 60);
    assertThat(read(closed, "one").text()).isEqualTo("one");
    long pid = closed.pids().getFirst();
    closed.close();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
