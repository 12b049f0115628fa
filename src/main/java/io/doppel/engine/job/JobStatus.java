package io.doppel.engine.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a job is at one moment.
///
/// @param done how much is done, of what is counted
/// @param total how much there is; 0 where nobody knows
/// @param startedAt when it got its turn; null before that
/// @param finishedAt when it ended; null before that
/// @param result what came of it; null until it is done
/// @param error why it failed, or that it was stopped; null otherwise
public record JobStatus<R>(
    JobState state,
    long done,
    long total,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable R result,
    @Nullable String error) {

  /// What is done before that says nothing yet of how fast it goes.
  private static final double LEAST_PART = 0.01;

  private static final double MILLIS = 1_000;

  /// Which part is done, 0 to 1.
  public double part() {
    return state == JobState.DONE ? 1 : total > 0 ? Math.clamp((double) done / total, 0, 1) : 0;
  }

  /// About how many seconds it still takes, if it goes on as fast as it did so far; null where that says nothing.
  public @Nullable Double secondsLeft(Instant now) {
    double part = part();
    return state == JobState.RUNNING && startedAt != null && part >= LEAST_PART
        ? (Double) (Math.max(0, Duration.between(startedAt, now).toMillis()) / MILLIS * (1 - part) / part)
        : null;
  }
}
