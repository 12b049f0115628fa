package io.doppel.engine.archive;

import io.doppel.text.Bounds;
import java.time.Duration;

/// How often snapshots are taken by themselves, and how many are kept.
///
/// @param every from one to the next; zero for never
/// @param keep how many of each collection, 1 to 10,000
public record SnapshotSchedule(Duration every, int keep) {

  public static final SnapshotSchedule NEVER = new SnapshotSchedule(Duration.ZERO, 7);

  private static final int MOST = 10_000;

  public SnapshotSchedule {
    Bounds.check("snapshot_keep", keep, 1, MOST);
    if (every.isNegative()) {
      throw new Bounds.Violation("snapshot_every", "snapshot_every must not be negative, got " + every);
    }
  }
}
