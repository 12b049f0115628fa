package io.doppel.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.job.JobKind.Repetition;
import io.doppel.text.Bounds;
import io.doppel.work.RightOfWay;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final JobKind<String> COMPACTING = kind("compacting", Repetition.ONE_A_COLLECTION);
  private static final JobKind<String> COMPARISON = kind("comparison", Repetition.ONE_AND_THE_NEWEST);
  private static final JobKind<String> MAP = kind("map", Repetition.BESIDE);

  private final MovedClock clock = new MovedClock();
  private final Jobs jobs = new Jobs(new JobLimits(2, 2, 3, 100, Duration.ofHours(1)), clock);
  private final CountDownLatch end = new CountDownLatch(1);

  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }

    synchronized void move(Duration by) {
      now = now.plus(by);
    }
  }

  private static JobKind<String> kind(String name, Repetition repetition) {
    return new JobKind<>(name, repetition, String::length, String::toUpperCase);
  }

  @AfterEach
  void close() {
    end.countDown();
    jobs.close();
  }

  private final JobWork<String> untilTheEnd =
      (_, _) -> {
        try {
          end.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return "done";
      };

  private static final JobWork<String> UNTIL_CANCELLED =
      (_, cancelled) -> {
        while (!cancelled.getAsBoolean()) {
          Thread.onSpinWait();
        }
        throw new CancellationException();
      };

  private Job<String> ended(JobKind<String> kind, String collection, String result) {
    Job<String> job = jobs.start(kind, collection, 1, (_, _) -> result);
    assertThat(job.await(LONG)).isTrue();
    return job;
  }

  @Test
  void a_job_gives_way_to_short_questions() throws IOException {
    Job<String> job = jobs.start(MAP, "cats", 1, (_, _) -> Boolean.toString(RightOfWay.isBehind()));
    assertThat(job.await(_ -> {}, () -> false)).isEqualTo("true");
  }

  @Test
  void a_job_does_not_give_way_to_the_question_that_waits_for_it() {
    Job<String> job =
        jobs.start(
            MAP,
            "cats",
            1,
            (_, cancelled) -> {
              while (RightOfWay.isWanted() && !cancelled.getAsBoolean()) {
                RightOfWay.give();
              }
              return "done";
            });
    assertThat(RightOfWay.<Boolean, RuntimeException>question(() -> job.await(Duration.ofSeconds(20)))).isTrue();
  }

  @Test
  void a_job_says_how_far_it_is_what_it_told_and_what_came_of_it() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Job<String> job =
        jobs.start(
            MAP,
            "cats",
            0,
            (progress, cancelled) -> {
              progress.total(4);
              progress.accept(1);
              progress.tell("one");
              progress.tell("two");
              told.countDown();
              return untilTheEnd.run(progress, cancelled);
            });
    told.await();
    JobStatus<String> halfway = job.status();
    assertThat(halfway.state()).isEqualTo(JobState.RUNNING);
    assertThat(halfway.part()).isEqualTo(0.25);
    assertThat(halfway.finishedAt()).isNull();
    assertThat(job.view()).isNull();
    assertThat(job.eventsAfter(0)).containsExactly(new JobEvent(1, "one"), new JobEvent(2, "two"));
    assertThat(job.eventsAfter(1)).containsExactly(new JobEvent(2, "two"));

    clock.move(Duration.ofSeconds(3));
    end.countDown();
    List<Long> heard = new ArrayList<>();
    assertThat(job.await(heard::add, () -> false)).isEqualTo("done");

    assertThat(heard).contains(1L);
    assertThat(job.status())
        .isEqualTo(
            new JobStatus<>(
                JobState.DONE,
                1,
                4,
                Instant.parse("2026-03-01T12:00:00Z"),
                Instant.parse("2026-03-01T12:00:00Z"),
                Instant.parse("2026-03-01T12:00:03Z"),
                "done",
                null));
    assertThat(job.view()).isEqualTo("DONE");
    assertThat(jobs.get(job.id())).containsSame(job);
  }

  @Test
  void one_owner_leaves_a_place_to_others_who_come_later() {
    Job<String> first = Jobs.of("one", () -> jobs.start(MAP, "cats", 1, untilTheEnd));
    Job<String> second = Jobs.of("one", () -> jobs.start(MAP, "cats", 1, untilTheEnd));
    Job<String> others = Jobs.of("other", () -> jobs.start(MAP, "dogs", 1, (_, _) -> "done"));

    assertThat(others.await(LONG)).isTrue();
    assertThat(first.status().state()).isEqualTo(JobState.RUNNING);
    assertThat(second.status().state()).isEqualTo(JobState.WAITING);

    end.countDown();
    assertThat(second.await(LONG)).isTrue();
    assertThat(second.status().state()).isEqualTo(JobState.DONE);
  }

  @Test
  void of_many_events_the_last_thousand_are_kept() {
    Job<String> job =
        jobs.start(
            MAP,
            "cats",
            1,
            (progress, _) -> {
              for (int i = 1; i <= 1_500; i++) {
                progress.tell(i);
              }
              return "";
            });
    job.await(LONG);
    assertThat(job.eventsAfter(0))
        .hasSize(1_000)
        .startsWith(new JobEvent(501, 501))
        .endsWith(new JobEvent(1_500, 1_500));
  }

  @Test
  void a_collection_with_a_job_under_way_begins_no_other_of_its_kind() {
    Job<String> job = jobs.start(COMPACTING, "cats", 1, untilTheEnd);

    assertThatThrownBy(() -> jobs.start(COMPACTING, "cats", 1, untilTheEnd))
        .isInstanceOf(JobBusyException.class)
        .hasMessage("the compacting of collection \"cats\" is under way; wait until that is done, or stop it");
    jobs.start(COMPACTING, "dogs", 1, untilTheEnd);

    end.countDown();
    job.await(LONG);
    assertThat(ended(COMPACTING, "cats", "again")).isNotSameAs(job);
  }

  @Test
  void a_job_is_begun_anew_only_while_no_other_collection_has_one_under_way() {
    Job<String> first = jobs.start(COMPARISON, "cats", 1, UNTIL_CANCELLED);

    assertThatThrownBy(() -> jobs.start(COMPARISON, "dogs", 1, untilTheEnd))
        .isInstanceOf(JobBusyException.class)
        .hasMessage("the comparison of another collection is under way; wait until that is done, or stop it");
    assertThat(jobs.last(COMPARISON, "dogs")).isEmpty();

    Job<String> second = jobs.start(COMPARISON, "cats", 1, untilTheEnd);
    assertThat(first.await(LONG)).isTrue();
    assertThat(first.status().state()).isEqualTo(JobState.CANCELLED);
    assertThat(jobs.last(COMPARISON, "cats")).containsSame(second);
    assertThat(jobs.get(first.id())).isEmpty();
  }

  @Test
  void what_came_of_the_jobs_of_a_collection_is_forgotten_with_it() {
    Job<String> done = ended(MAP, "cats", "cats");
    Job<String> running = jobs.start(COMPARISON, "cats", 1, UNTIL_CANCELLED);
    Job<String> other = ended(MAP, "dogs", "dogs");

    jobs.forget("cats");

    assertThat(running.await(LONG)).isTrue();
    assertThat(jobs.get(done.id())).isEmpty();
    assertThat(jobs.list()).map(Job::id).containsExactly(other.id());
  }

  @Test
  void what_is_stopped_is_remembered_and_what_is_forgotten_is_not() {
    Job<String> job = jobs.start(MAP, "cats", 1, UNTIL_CANCELLED);
    jobs.stop(job);
    assertThat(job.status().state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.status().error()).isEqualTo("stopped");
    assertThat(jobs.last(MAP, "cats")).containsSame(job);

    jobs.forget(job);
    assertThat(jobs.last(MAP, "cats")).isEmpty();
  }

  @Test
  void a_job_that_meets_an_error_has_failed_and_another_may_begin() {
    Job<String> job =
        jobs.start(
            COMPACTING,
            "cats",
            1,
            (_, _) -> {
              throw new InternalError("a fault occurred in an unsafe memory access operation");
            });
    job.await(LONG);
    assertThat(job.status().state()).isEqualTo(JobState.FAILED);
    assertThat(job.status().error())
        .isEqualTo("InternalError: a fault occurred in an unsafe memory access operation");
    assertThat(ended(COMPACTING, "cats", "done")).isNotSameAs(job);
  }

  @Test
  void a_value_that_is_refused_in_a_job_is_no_fault_to_warn_of() {
    Logger log = Logger.getLogger(Job.class.getName());
    List<LogRecord> told = Collections.synchronizedList(new ArrayList<>());
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            told.add(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(listener);
    try {
      Job<String> job =
          jobs.start(
              COMPARISON,
              "cats",
              1,
              (_, _) -> {
                throw new Bounds.Violation("base", "base must name documents of the collection, got nope");
              });
      job.await(LONG);
      assertThat(job.status().error()).isEqualTo("base must name documents of the collection, got nope");
      assertThat(told).isEmpty();
    } finally {
      log.removeHandler(listener);
    }
  }

  @Test
  void who_waits_for_a_job_fails_as_it_does_and_stops_it_by_no_longer_waiting() {
    Job<String> failing =
        jobs.start(
            MAP,
            "cats",
            1,
            (_, _) -> {
              throw new FileNotFoundException("no such file");
            });
    assertThatThrownBy(() -> failing.await(_ -> {}, () -> false)).isInstanceOf(FileNotFoundException.class);

    Job<String> endless = jobs.start(MAP, "cats", 1, UNTIL_CANCELLED);
    assertThatThrownBy(() -> endless.await(_ -> {}, () -> true)).isInstanceOf(CancellationException.class);
    assertThat(endless.isUnderWay()).isFalse();
  }

  @Test
  void a_thread_that_is_interrupted_stops_the_job_that_it_waits_for() {
    Job<String> endless = jobs.start(MAP, "cats", 1, UNTIL_CANCELLED);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> endless.await(_ -> {}, () -> false)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void so_many_run_so_many_wait_and_more_are_refused() throws IOException {
    jobs.start(MAP, "a", 1, untilTheEnd);
    jobs.start(MAP, "b", 1, untilTheEnd);
    Job<String> third = jobs.start(MAP, "c", 1, untilTheEnd);
    Job<String> fourth = jobs.start(MAP, "d", 1, untilTheEnd);
    assertThat(third.status().state()).isEqualTo(JobState.WAITING);
    assertThat(third.status().startedAt()).isNull();

    assertThatThrownBy(() -> jobs.start(MAP, "e", 1, untilTheEnd))
        .isInstanceOf(JobsFullException.class)
        .hasMessage("2 jobs wait for their turn already; wait until some are done, or stop some");

    third.cancel();
    assertThat(third.status().state()).isEqualTo(JobState.CANCELLED);
    Job<String> fifth = jobs.start(MAP, "e", 1, untilTheEnd);
    end.countDown();
    assertThat(fourth.await(_ -> {}, () -> false)).isEqualTo("done");
    assertThat(fifth.await(_ -> {}, () -> false)).isEqualTo("done");
  }

  @Test
  void of_those_that_ended_the_last_few_are_kept() {
    for (String collection : List.of("a", "b", "c", "d")) {
      ended(MAP, collection, "");
    }
    assertThat(jobs.list()).map(Job::collection).containsExactly("d", "c", "b");
  }

  @Test
  void results_that_are_large_together_make_room_for_the_newest_and_those_that_take_none_stay() {
    ended(MAP, "a", "x".repeat(60));
    ended(MAP, "b", "");
    ended(MAP, "c", "x".repeat(60));
    assertThat(jobs.list()).map(Job::collection).containsExactly("c", "b");

    ended(MAP, "d", "x".repeat(200));
    assertThat(jobs.list()).map(Job::collection).containsExactly("d", "b");
  }

  @Test
  void those_that_ended_long_ago_are_forgotten() {
    Job<String> old = ended(MAP, "a", "");
    clock.move(Duration.ofMinutes(59));
    assertThat(jobs.get(old.id())).isPresent();
    clock.move(Duration.ofMinutes(2));
    assertThat(jobs.get(old.id())).isEmpty();
  }
}
