package io.doppel.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.snapshot.TakenSnapshot;
import io.doppel.text.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void snapshots_are_taken_again_when_a_clock_that_was_ahead_is_right() throws Exception {
    CollectionName pets = new CollectionName("pets");
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "pets", Document.of("a", "a dog"));
      SnapshotArchive archive = new SnapshotArchive(doppel, folder.resolve("snapshots"));
      SnapshotSchedule daily = new SnapshotSchedule(Duration.ofDays(1), 1);
      Instant now = Instant.parse("2026-03-01T12:00:00Z");
      for (Instant then : List.of(now.plus(Duration.ofDays(4_000)), now, now.plus(Duration.ofHours(1)))) {
        try (SnapshotClock clock = new SnapshotClock(doppel, archive, daily, Clock.fixed(then, ZoneOffset.UTC))) {
          clock.look();
        }
      }
      assertThat(archive.list(pets)).extracting(TakenSnapshot::takenAt).containsExactly(now.toString());
    }
  }

  @Test
  void snapshots_that_are_taken_at_one_moment_are_all_there() throws Exception {
    CollectionName pets = new CollectionName("pets");
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "pets", Document.of("a", "a dog"));
      SnapshotArchive archive = new SnapshotArchive(doppel, folder.resolve("snapshots"));
      Instant now = Instant.parse("2026-03-01T12:00:00.999Z");
      List<Callable<TakenSnapshot>> takers = Collections.nCopies(6, () -> archive.take(pets, now));
      Set<String> ids = new TreeSet<>();
      try (ExecutorService all = Executors.newFixedThreadPool(takers.size())) {
        for (Future<TakenSnapshot> taken : all.invokeAll(takers)) {
          ids.add(taken.get().id());
        }
      }
      assertThat(ids).hasSize(6).startsWith("20260301T120000999Z", "20260301T120001000Z");
      assertThat(archive.list(pets)).extracting(TakenSnapshot::id).containsExactlyInAnyOrderElementsOf(ids);
      for (String id : ids) {
        archive.verify(pets, id);
      }
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
