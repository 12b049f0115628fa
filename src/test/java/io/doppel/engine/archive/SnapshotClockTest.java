package io.doppel.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotClockTest {

  @TempDir private Path folder;

  @Test
  void a_snapshot_is_taken_when_the_last_is_old_enough_and_so_many_are_kept() throws Exception {
    CollectionName pets = new CollectionName("pets");
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "pets", Document.of("a", "a dog"));
      SnapshotArchive archive = new SnapshotArchive(doppel, folder.resolve("snapshots"));
      SnapshotSchedule daily = new SnapshotSchedule(Duration.ofDays(1), 2);
      Instant now = Instant.now();
      for (int hour = 0; hour <= 96; hour += 12) {
        Clock then = Clock.fixed(now.plus(Duration.ofHours(hour)), ZoneOffset.UTC);
        try (SnapshotClock clock = new SnapshotClock(doppel, archive, daily, then)) {
          clock.look();
        }
      }
      assertThat(archive.list(pets)).hasSize(2);
      assertThat(Instant.parse(archive.list(pets).getFirst().takenAt())).isEqualTo(now.plus(Duration.ofDays(4)));
    }
  }

  @Test
  void a_snapshot_that_says_nothing_of_itself_keeps_no_other_from_being_taken() throws Exception {
    CollectionName cats = new CollectionName("cats");
    CollectionName dogs = new CollectionName("dogs");
    Path snapshots = folder.resolve("snapshots");
    Files.createDirectories(snapshots.resolve("cats/20260301T120000500Z"));
    Path left = Files.createDirectories(snapshots.resolve("cats/.deleted-20260201T120000500Z-7"));
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "cats", Document.of("a", "a cat"));
      TinyDoppel.add(doppel, "dogs", Document.of("a", "a dog"));
      SnapshotArchive archive = new SnapshotArchive(doppel, snapshots);
      try (SnapshotClock clock =
          new SnapshotClock(doppel, archive, new SnapshotSchedule(Duration.ofDays(1), 2), Clock.systemUTC())) {
        clock.look();
      }
      assertThat(archive.list(cats)).hasSize(1);
      assertThat(archive.list(dogs)).hasSize(1);
      assertThat(left).doesNotExist();
    }
  }
}
