package io.doppel.engine.archive;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.snapshot.TakenSnapshot;
import io.doppel.work.Recurring;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Takes a snapshot of each collection now and then, and deletes the oldest that are too many. It goes by those that
/// there are, so that a server that was stopped meanwhile makes up for it. Its thread is a daemon.
public final class SnapshotClock implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SnapshotClock.class.getName());
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Doppel doppel;
  private final SnapshotArchive archive;
  private final SnapshotSchedule schedule;
  private final Clock clock;
  private final Recurring looks = new Recurring("snapshots");
  private volatile Optional<Instant> lastWhole = Optional.empty();

  /// Does nothing yet; see [#start].
  ///
  /// @param clock says how old a snapshot is
  public SnapshotClock(Doppel doppel, SnapshotArchive archive, SnapshotSchedule schedule, Clock clock) {
    this.doppel = doppel;
    this.archive = archive;
    this.schedule = schedule;
    this.clock = clock;
  }

  /// Looks every minute whether one is due, unless none ever is.
  public void start() {
    if (schedule.every().isPositive()) {
      looks.every(Duration.ZERO, LOOK, this::look);
    }
  }

  /// Takes those that are due.
  void look() {
    try {
      boolean whole = true;
      for (CollectionName name : doppel.collections()) {
        whole &= take(name);
      }
      if (whole) {
        lastWhole = Optional.of(clock.instant());
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "snapshots could not be taken");
    }
  }

  private boolean isDue(CollectionName name) throws IOException {
    Instant now = clock.instant();
    // What is of the future was taken when the clock was wrong, and says nothing of how long ago that was.
    Optional<Instant> last =
        archive.list(name).stream()
            .map(taken -> Instant.parse(taken.takenAt()))
            .filter(taken -> !taken.isAfter(now))
            .max(Comparator.naturalOrder());
    return last.isEmpty() || !now.isBefore(last.get().plus(schedule.every()));
  }

  /// When it last found or took all that were due; empty before that, and where none ever is.
  public Optional<Instant> lastWhole() {
    return lastWhole;
  }

  /// @return whether there is one that is not due
  private boolean take(CollectionName name) {
    try {
      if (!isDue(name)) {
        return true;
      }
      Instant now = clock.instant();
      TakenSnapshot taken = archive.take(name, now);
      archive.keep(name, schedule.keep(), now);
      LOG.info(() -> "snapshot %s of collection \"%s\" was taken".formatted(taken.id(), name));
      return true;
    } catch (NoSuchCollectionException e) {
      // It was deleted just now.
      return true;
    } catch (IOException | RuntimeException | Error e) {
      // What one collection is too large for may do for the others.
      LOG.log(Level.SEVERE, e, () -> "no snapshot of collection \"%s\" could be taken".formatted(name));
      return false;
    }
  }

  @Override
  public void close() {
    looks.close();
  }
}
