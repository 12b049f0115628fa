package io.doppel.source.extraction.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
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
