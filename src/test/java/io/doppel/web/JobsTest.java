package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.doppel.api.BatchJson;
import io.doppel.api.job.JobKinds;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes on in the background, at the foot of every view.
class JobsTest extends PageTest {

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void forget() {
    end.countDown();
    site().doppel().jobs().forget("questions");
  }

  /// Goes half of the way, and on when the test says so.
  private Job<?> halfway(boolean fails) {
    return site()
        .doppel()
        .jobs()
        .start(
            JobKinds.COMPACT,
            "questions",
            200,
            (progress, cancelled) -> {
              progress.accept(100);
              while (end.getCount() > 0 && !cancelled.getAsBoolean()) {
                Thread.onSpinWait();
              }
              if (cancelled.getAsBoolean()) {
                throw new CancellationException("stopped");
              }
              throw new IOException(fails ? "the disk is full" : "never");
            });
  }

  @Test
  void a_job_is_seen_in_every_view_and_after_the_page_is_loaded_anew_and_in_a_second_tab() throws IOException {
    Job<?> job = halfway(true);
    try (Visit visit = visit("search?c=questions")) {
      visit.at("#progress .row", "Tidying up questions").waitFor();
      assertThat(visit.text("#progress .facts")).contains("100 of 200");
      assertThat(visit.at("#progress progress").getAttribute("value")).isEqualTo("100");
      visit.at("#progress .facts", "left").waitFor();
      visit.at("#nav-compare").click();
      visit.at("#compare").waitFor();
      assertThat(visit.at("#progress .row").isVisible()).isTrue();
      visit.page().reload();
      visit.at("#progress .row", "Tidying up questions").waitFor();
      visit.inspect("job");
      visit.at("#language").click();
      visit.at("#progress .row", "questions 정리").waitFor();
      assertThat(visit.count("#progress .row")).isEqualTo(1);
      visit.at("#language").click();
      end.countDown();
      visit.at("#progress .error", "Tidying up questions failed: the disk is full").waitFor();
      assertThat(visit.at("#said").textContent()).isEqualTo("Tidying up questions failed: the disk is full");
      visit.page().reload();
      visit.at("#progress .error", "the disk is full").waitFor();
      visit.at("#progress .shut").click();
      visit.at("#progress").waitFor(gone());
      visit.page().reload();
      visit.at("#search-collection, #compare-example").first().waitFor(there());
      assertThat(visit.at("#progress .row").count()).isZero();
    }
    assertThat(job.status().state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void a_job_is_stopped_by_the_keyboard_alone_and_the_focus_goes_on_from_there() {
    Job<?> job = halfway(false);
    try (Visit visit = visit("search?c=questions")) {
      visit.at("#progress .row", "Tidying up questions").waitFor();
      visit.tabTo("Stop");
      visit.press("Enter");
      visit.at("#progress .row", "Tidying up questions: stopped").waitFor();
      assertThat(job.await(Duration.ofMinutes(1))).isTrue();
      assertThat(job.status().state()).isEqualTo(JobState.CANCELLED);
      assertThat(visit.focus()).isEqualTo("Close");
      visit.press("Enter");
      visit.at("#progress").waitFor(gone());
      assertThat(visit.focus()).isEqualTo("main");
    }
  }

  @Test
  void a_job_that_is_done_leads_to_what_came_of_it() {
    Job<?> job =
        site()
            .doppel()
            .jobs()
            .start(
                JobKinds.REINDEX,
                "questions",
                2,
                (_, _) -> {
                  await();
                  return IndexingProgress.NONE;
                });
    try (Visit visit = visit("library")) {
      visit.at("#progress .row", "Reindexing questions").waitFor();
      end.countDown();
      Locator row = visit.at("#progress .row", "Reindexing questions: done");
      row.locator("a").click();
      visit.at("#search .examples").waitFor();
      row.waitFor(gone());
    }
    assertThat(job.status().state()).isEqualTo(JobState.DONE);
  }

  @Test
  void what_came_of_a_comparison_is_where_its_link_leads_and_another_collection_is_not_taken_for_its_own() {
    BatchJson nothing =
        new BatchJson(0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), false, "2026-01-31T00:00:00Z");
    site()
        .doppel()
        .jobs()
        .start(
            JobKinds.COMPARISON,
            "ess",
            2,
            (_, _) -> {
              await();
              return nothing;
            });
    try (Visit visit = visit("map?c=essays")) {
      visit.at("#progress .row", "Comparing all texts of ess").waitFor();
      end.countDown();
      // The map may be drawn by a job of its own, which has a row beside.
      Locator row = visit.at("#progress .row", "Comparing all texts of ess: done");
      row.waitFor();
      assertThat(row.locator("a").getAttribute("href")).isEqualTo("#plagiarism?c=ess&all=1");
      visit.go("plagiarism?c=essays&all=1");
      visit.at("#plagiarism-all-status", "The server does not have that comparison any more").waitFor();
      assertThat(row.isVisible()).isTrue();
      row.locator(".shut").click();
    } finally {
      site().doppel().jobs().forget("ess");
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }
}
