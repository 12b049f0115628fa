package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.hit.Hit;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readers and writers of one index at once. `-Ddoppel.seconds=180` makes it as long as that.
final class ConcurrencyTest {

  private static final int DIMENSION = 16;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("doppel.seconds", 4));

  @TempDir Path folder;

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Samples samples = new Samples(seed, DIMENSION, 20);
  private final long end = System.nanoTime() + TIME.toNanos();

  /// The version of the document `clock` that was last committed.
  private final AtomicInteger committed = new AtomicInteger(-1);

  /// Documents whose deletion was committed; their ids never come again.
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  private boolean isTime() {
    return System.nanoTime() < end;
  }

  @Test
  void nobody_sees_what_is_gone_or_misses_what_was_committed() throws Exception {
    System.out.println("-Ddoppel.seed=" + seed);
    try (TestIndex index = LocalIndexes.open(folder.resolve("things"), PASSPORT);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      tick(index, 0);
      Callable<Integer> reader = () -> read(index);
      List<Future<Integer>> work = new ArrayList<>();
      work.add(threads.submit(() -> write(index)));
      work.add(threads.submit(() -> keep(index)));
      for (int i = 0; i < 3; i++) {
        work.add(threads.submit(reader));
      }
      for (Future<Integer> each : work) {
        assertThat(each.get()).as("rounds").isPositive();
      }
      assertThat(index.document("clock").orElseThrow().text()).isEqualTo("version " + committed.get());
    }
    try (TestIndex again = LocalIndexes.open(folder.resolve("things"), PASSPORT)) {
      assertThat(again.document("clock").orElseThrow().text()).isEqualTo("version " + committed.get());
      assertThat(again.documentIds("", 10_000)).doesNotContainAnyElementsOf(gone);
    }
  }

  private void tick(TestIndex index, int version) throws IOException {
    Document clock = Document.of("clock", "version " + version);
    index.put(clock, List.of(new Passage("clock", 0, clock.text())), List.of(samples.at(0)));
    index.commit();
    committed.set(version);
  }

  /// The one writer: adds, replaces, deletes by id and by filter, and commits.
  private int write(TestIndex index) throws IOException {
    Random random = new Random(seed);
    int round = 0;
    int next = 0;
    while (isTime()) {
      round++;
      List<String> deleted = new ArrayList<>();
      String state = "round" + round;
      for (int i = 0; i < 20; i++) {
        String id = "d" + next++;
        Embedding near = samples.embedding();
        Document document = new Document(id, "", "text of " + id, i < 5 ? Map.of("state", state) : Map.of());
        index.put(document, List.of(new Passage(id, 0, document.text())), List.of(near));
        if (i < 5) {
          deleted.add(id);
        }
      }
      String old = "d" + random.nextInt(next);
      index.delete(old);
      deleted.add(old);
      index.delete(new Filter.Is("state", List.of(state)));
      tick(index, round);
      gone.addAll(deleted);
    }
    return round;
  }

  /// Compacts in other storages, and copies.
  private int keep(TestIndex index) throws IOException {
    List<VectorStorage> storages = List.of(VectorStorage.values());
    int round = 0;
    while (isTime() || round == 0) {
      VectorStorage storage = storages.get(round % storages.size());
      index.configure(IndexSettings.STANDARD.withStorage(storage).withSearchWidth(100 + round % 100));
      index.upkeep().orElseThrow().compact();
      Path copy = folder.resolve("copy" + round);
      int before = committed.get();
      LocalIndexes.copy(folder.resolve("things"), copy);
      try (TestIndex copied = LocalIndexes.open(copy, PASSPORT)) {
        assertThat(version(copied.document("clock").orElseThrow().text())).isGreaterThanOrEqualTo(before);
      }
      LocalIndexes.delete(copy);
      round++;
    }
    return round;
  }

  private int read(TestIndex index) throws IOException {
    int round = 0;
    while (isTime() || round == 0) {
      int before = committed.get();
      Set<String> goneBefore = Set.copyOf(gone);
      assertThat(version(index.document("clock").orElseThrow().text())).isGreaterThanOrEqualTo(before);
      List<Hit> hits = index.nearest(samples.at(0), 50, round % 2 == 0 ? Effort.APPROXIMATE : Effort.EXACT).list();
      List<String> ids = hits.stream().map(hit -> hit.passage().documentId()).toList();
      assertThat(ids)
          .doesNotHaveDuplicates()
          .startsWith("clock")
          .doesNotContainAnyElementsOf(goneBefore.isEmpty() ? Set.of("") : goneBefore);
      assertThat(version(hits.getFirst().passage().text())).isGreaterThanOrEqualTo(before);
      round++;
    }
    return round;
  }

  private static int version(String text) {
    return Integer.parseInt(text.substring("version ".length()));
  }
}
