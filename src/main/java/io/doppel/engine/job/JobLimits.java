package io.doppel.engine.job;

import io.doppel.text.Bounds;
import java.time.Duration;

/// How much a registry of jobs holds.
///
/// @param running how many compute at once; each may keep all cores busy
/// @param waiting how many wait for their turn; more are refused
/// @param kept how many that ended are kept; of more, the oldest are forgotten
/// @param keptBytes what the results of those may take of the memory together; the newest is kept in any case
/// @param keptFor how long those are kept
public record JobLimits(int running, int waiting, int kept, long keptBytes, Duration keptFor) {

  public static final JobLimits STANDARD = new JobLimits(4, 16, 100, 256L << 20, Duration.ofHours(24));

  public JobLimits {
    Bounds.check("running", running, 1, 1_000);
    Bounds.check("waiting", waiting, 0, 10_000);
    Bounds.check("kept", kept, 1, 10_000);
  }
}
