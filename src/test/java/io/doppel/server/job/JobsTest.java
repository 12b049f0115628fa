package io.doppel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.CollectionBusyException;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.problem.RequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

  private static final CollectionName CATS = new CollectionName("cats");
  private static final CollectionName DOGS = new CollectionName("dogs");

  @TempDir private Path folder;

  private final Jobs<String> jobs = new Jobs<>("comparison");
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    jobs.close();
  }

  private final Job.Work<String> untilTheEnd =
      (_, _) -> {
        try {
          end.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return "done";
      };

  private static final Job.Work<String> UNTIL_CANCELLED =
      (_, cancelled) -> {
        while (!cancelled.getAsBoolean()) {
          Thread.onSpinWait();
        }
        throw new CancellationException();
      };

  @Test
  void a_collection_with_a_job_under_way_begins_no_other() {
    Job<String> job = jobs.start(CATS, 1, untilTheEnd);

    assertThatThrownBy(() -> jobs.start(CATS, 1, untilTheEnd)).isInstanceOf(CollectionBusyException.class);

    end.countDown();
    job.await(Duration.ofMinutes(1));
    assertThat(jobs.status(CATS).result()).isEqualTo("done");
    assertThat(jobs.start(CATS, 1, untilTheEnd)).isNotSameAs(job);
  }

  @Test
  void a_job_is_begun_anew_only_while_no_other_collection_has_one_under_way() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection cats = doppel.openOrCreate(CATS);
      DocumentCollection dogs = doppel.openOrCreate(DOGS);
      jobs.restart(cats, 1, UNTIL_CANCELLED);

      assertThatThrownBy(() -> jobs.restart(dogs, 1, untilTheEnd))
          .isInstanceOf(RequestException.class)
          .hasMessage("the comparison of another collection is under way; wait until that is done, or stop it");

      assertThat(jobs.status(DOGS).state()).isEqualTo("none");
      jobs.restart(cats, 1, untilTheEnd);
      assertThat(jobs.status(CATS).state()).isEqualTo("running");
    }
  }

  @Test
  void what_came_of_a_job_ends_with_its_collection_also_if_another_gets_the_name() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection cats = doppel.openOrCreate(CATS);
      jobs.restart(cats, 1, (_, _) -> "cats").await(Duration.ofMinutes(1));
      assertThat(jobs.status(doppel.collection(CATS)).result()).isEqualTo("cats");

      doppel.delete(CATS);

      assertThat(jobs.status(doppel.openOrCreate(CATS)).state()).isEqualTo("none");
    }
  }

  @Test
  void what_is_stopped_is_remembered_and_what_is_forgotten_is_not() {
    jobs.start(CATS, 1, UNTIL_CANCELLED);
    jobs.stop(CATS);
    assertThat(jobs.status(CATS)).isEqualTo(new Job.Status<>("failed", 0, 1, null, "stopped"));

    jobs.forget(CATS);
    assertThat(jobs.status(CATS).state()).isEqualTo("none");
  }

  @Test
  void a_job_that_meets_an_error_has_failed_and_another_may_begin() {
    Job<String> job =
        jobs.start(
            CATS,
            1,
            (_, _) -> {
              throw new InternalError("a fault occurred in an unsafe memory access operation");
            });
    job.await(Duration.ofMinutes(1));
    assertThat(jobs.status(CATS))
        .isEqualTo(
            new Job.Status<>("failed", 0, 1, null, "InternalError: a fault occurred in an unsafe memory access operation"));
    end.countDown();
    assertThat(jobs.start(CATS, 1, untilTheEnd)).isNotSameAs(job);
  }

  @Test
  void a_job_that_waits_for_its_turn_can_be_stopped() {
    for (int i = 0; i < 4; i++) {
      jobs.start(new CollectionName("busy" + i), 1, UNTIL_CANCELLED);
    }
    jobs.start(CATS, 1, untilTheEnd);
    jobs.stop(CATS);
    assertThat(jobs.status(CATS).error()).isEqualTo("stopped");
  }
}
