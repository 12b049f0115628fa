package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.audit.GroundTruth;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.query.Effort;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vectors of all directions alike, the hardest there are for a graph: it is whole, and finds too little at the
/// standard width.
final class WiderWalkTest {

  private static final int DIMENSION = 192;
  private static final int PASSAGES = 17_000;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  @TempDir Path folder;

  @Test
  void a_graph_that_finds_too_little_is_walked_wider_before_all_is_scored() throws IOException {
    Path path = folder.resolve("things");
    try (TestIndex index = LocalIndexes.open(path, PASSPORT)) {
      Samples samples = new Samples(1, DIMENSION, 1);
      for (int i = 0; i < PASSAGES; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
      try (IndexView view = index.view()) {
        Random random = new Random(2);
        List<Embedding> queries =
            index.sample(100, random).stream().map(stored -> stored.turned(.8, random)).toList();
        GroundTruth truth = new GroundTruth(view, queries, 10);
        AtomicInteger looks = new AtomicInteger();
        double recall = Cancellation.within(() -> looks.incrementAndGet() < 0, () -> truth.recall().value());
        assertThat(recall).isGreaterThanOrEqualTo(.95);
        // Scoring all looks several times more for each.
        assertThat(looks.get()).isLessThanOrEqualTo(queries.size());
        // As duplicates are looked for.
        assertThat(count(view, queries, Effort.APPROXIMATE) / count(view, queries, Effort.EXACT))
            .isGreaterThanOrEqualTo(.95);
      }
    }
    try (Directory directory = new MMapDirectory(path)) {
      CommitData commit = CommitData.of(SegmentInfos.readLatestCommit(directory).getUserData());
      assertThat(commit.graphs().trials().values())
          .hasSize(1)
          .allMatch(trial -> trial.recall() < .95 && trial.widening() > 1);
      AtomicInteger asked = new AtomicInteger();
      BooleanSupplier afterTheSweep = () -> asked.incrementAndGet() > PASSAGES;
      assertThat(GraphTrial.update(GraphQuality.UNTRIED, directory, afterTheSweep)).isEqualTo(GraphQuality.UNTRIED);
    }
  }

  /// How many passages lie nearer to the queries than they were turned away from those in the index, about.
  private static double count(IndexView view, List<Embedding> queries, Effort effort) throws IOException {
    return view.within(queries, .75f, 100, effort).stream().mapToInt(hits -> hits.list().size()).sum();
  }
}
