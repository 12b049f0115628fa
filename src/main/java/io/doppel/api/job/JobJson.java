package io.doppel.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.BatchJson;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobEvent;
import io.doppel.engine.job.JobState;
import io.doppel.engine.job.JobStatus;
import io.doppel.index.upkeep.Rebuilding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A job as programs see it. `state` is `waiting`, `running`, `done`, `failed` or `cancelled`; `progress` is 0 to 1.
/// `result` is null until it is done, and in lists; `events` are what it told on its way, left out in lists. Times are
/// by ISO 8601; `seconds_left` is a guess, null where nobody can guess. `server` is which other server does it.
public record JobJson(
    @Nullable String id,
    @Nullable String kind,
    @Nullable String collection,
    String state,
    double progress,
    long done,
    long total,
    @Nullable String createdAt,
    @Nullable String startedAt,
    @Nullable String finishedAt,
    @Nullable Object result,
    @Nullable String error,
    @Nullable Double secondsLeft,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JobEvent> events,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String server) {

  /// A job without what came of it, for lists.
  public static JobJson of(Job<?> job) {
    JobStatus<?> status = job.status();
    return of(job, status, lower(status.state()), null, null);
  }

  /// A job with what came of it, and what it told behind an event.
  ///
  /// @param event the number of the last event that is known
  public static JobJson of(Job<?> job, long event) throws IOException {
    JobStatus<?> status = job.status();
    return of(job, status, lower(status.state()), status.result() == null ? null : job.view(), job.eventsAfter(event));
  }

  /// A job at the address of what it does, where there are fewer states: `none`, `running`, `done` and `failed`.
  ///
  /// @param last the last one that was begun there; null if there was none
  public static JobJson ofLast(@Nullable Job<?> last) throws IOException {
    if (last == null) {
      return new JobJson(null, null, null, "none", 0, 0, 0, null, null, null, null, null, null, null, null);
    }
    JobStatus<?> status = last.status();
    return of(last, status, ofLast(status.state()), status.result() == null ? null : last.view(), null);
  }

  /// The state of a job where there are fewer of them.
  public static String ofLast(JobState state) {
    return switch (state) {
      case WAITING, RUNNING -> "running";
      case DONE -> "done";
      case FAILED, CANCELLED -> "failed";
    };
  }

  private static JobJson of(
      Job<?> job, JobStatus<?> status, String state, @Nullable Object result, @Nullable List<JobEvent> events) {
    return new JobJson(
        job.id(),
        job.kind().toString(),
        job.collection(),
        state,
        status.part(),
        status.done(),
        status.total(),
        status.createdAt().toString(),
        written(status.startedAt()),
        written(status.finishedAt()),
        result,
        status.error(),
        status.secondsLeft(Instant.now()),
        events,
        null);
  }

  /// The same for somebody who does not see all collections: a comparison may tell of archives, too.
  public JobJson seenBy(Predicate<String> collections) {
    Object seen = result instanceof BatchJson compared ? compared.seenBy(collections) : result;
    return new JobJson(
        id,
        kind,
        collection,
        state,
        progress,
        done,
        total,
        createdAt,
        startedAt,
        finishedAt,
        seen,
        error,
        secondsLeft,
        events,
        server);
  }

  /// What another server does.
  static JobJson of(Rebuilding elsewhere) {
    String since = elsewhere.since().toString();
    double part = elsewhere.total() > 0 ? Math.clamp((double) elsewhere.done() / elsewhere.total(), 0, 1) : 0;
    return new JobJson(
        elsewhere.id(),
        JobKinds.REINDEX.toString(),
        elsewhere.index(),
        lower(JobState.RUNNING),
        part,
        elsewhere.done(),
        elsewhere.total(),
        since,
        since,
        null,
        null,
        null,
        null,
        null,
        elsewhere.who());
  }

  /// Whether it goes on, or waits for its turn.
  boolean isUnderWay() {
    return finishedAt == null;
  }

  private static @Nullable String written(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String lower(JobState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
