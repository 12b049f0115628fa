package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Passport;
import io.doppel.index.Samples;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.GraphQuality.Trial;
import io.doppel.index.lucene.store.PassageCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is done for an index beside the questions.
@Timeout(60)
final class MaintenanceTest {

  private static final int DIMENSION = 8;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  @TempDir private Path temporary;

  @Test
  void who_asks_for_it_does_not_wait_and_many_who_ask_have_it_done_once_more() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore goOn = new Semaphore(0);
    AtomicInteger runs = new AtomicInteger();
    Maintenance.Work work =
        stopped -> {
          begun.countDown();
          goOn.acquireUninterruptibly();
          runs.incrementAndGet();
        };
    try (Maintenance maintenance = new Maintenance("things", System::nanoTime, work)) {
      maintenance.request();
      begun.await();
      for (int i = 0; i < 10; i++) {
        maintenance.request();
      }
      assertThat(runs).hasValue(0);
      goOn.release(100);
      await(runs, 2);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(runs).hasValue(2);
  }

  @Test
  void what_failed_is_left_alone_for_a_while() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Maintenance.Work work =
        stopped -> {
          runs.incrementAndGet();
          throw new IOException("made to fail");
        };
    try (Maintenance maintenance = new Maintenance("things", System::nanoTime, work)) {
      maintenance.request();
      await(runs, 1);
      TimeUnit.MILLISECONDS.sleep(100);
      maintenance.request();
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void closing_stops_what_is_under_way_and_waits_for_it() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Maintenance.Work work =
        stopped -> {
          begun.countDown();
          while (!stopped.getAsBoolean()) {
            Thread.onSpinWait();
          }
          ended.incrementAndGet();
        };
    Maintenance maintenance = new Maintenance("things", System::nanoTime, work);
    maintenance.request();
    begun.await();
    maintenance.close();
    assertThat(ended).hasValue(1);
    maintenance.request();
    assertThat(ended).hasValue(1);
  }

  @Test
  void a_graph_that_a_killed_process_left_untried_is_tried_once_the_index_is_opened() throws Exception {
    Path path = temporary.resolve("things");
    Samples samples = new Samples(Long.getLong("doppel.seed", 1), DIMENSION, 5);
    try (TestIndex index = LocalIndexes.open(path, PASSPORT)) {
      for (int i = 0; i <= PassageCodec.LARGEST_WITHOUT_GRAPH; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
    }
    Map<String, Trial> tried = trials(path);
    assertThat(tried).hasSize(1);
    forgetTrials(path);
    try (TestIndex index = LocalIndexes.open(path, PASSPORT);
        TestIndex other = LocalIndexes.open(path, PASSPORT)) {
      while (trials(path).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(trials(path)).isEqualTo(tried);
      // Neither goes on writing.
      index.release();
      samples.put(other, "more", 1);
      other.commit();
      assertThat(other.documents()).isEqualTo(PassageCodec.LARGEST_WITHOUT_GRAPH + 2);
    }
  }

  @Test
  void a_graph_is_held_against_those_passages_only_that_are_not_deleted() throws Exception {
    Path path = temporary.resolve("things");
    Samples samples = new Samples(Long.getLong("doppel.seed", 1), DIMENSION, 5);
    try (TestIndex index = LocalIndexes.open(path, PASSPORT)) {
      for (int i = 0; i <= PassageCodec.LARGEST_WITHOUT_GRAPH; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
      for (int i = 0; i <= PassageCodec.LARGEST_WITHOUT_GRAPH; i += 6) {
        index.delete("id" + i);
      }
      index.commit();
    }
    forgetTrials(path);
    try (TestIndex index = LocalIndexes.open(path, PASSPORT)) {
      while (trials(path).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(index.documents()).isLessThan(PassageCodec.LARGEST_WITHOUT_GRAPH);
    }
    assertThat(trials(path).values()).hasSize(1).allMatch(trial -> trial.recall() > .95);
  }

  private static void forgetTrials(Path path) throws IOException {
    IndexFolder folder = new IndexFolder(path, Environment.STANDARD);
    try (Directory directory = folder.open()) {
      OpenWriter writer = OpenWriter.open(directory, folder, PASSPORT);
      writer.commit(GraphQuality.UNTRIED, writer.data());
      writer.abandon();
    }
    assertThat(trials(path)).isEmpty();
  }

  private static Map<String, Trial> trials(Path path) throws IOException {
    IndexFolder folder = new IndexFolder(path, Environment.STANDARD);
    try (Directory directory = folder.open()) {
      return CommitData.of(folder.userData(directory)).graphs().trials();
    }
  }

  private static void await(AtomicInteger runs, int count) throws InterruptedException {
    while (runs.get() < count) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
