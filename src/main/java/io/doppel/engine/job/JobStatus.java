package io.doppel.engine.job;

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

  /// Which part is done, 0 to 1.
  public double part() {
    return state == JobState.DONE ? 1 : total > 0 ? Math.clamp((double) done / total, 0, 1) : 0;
  }
}
