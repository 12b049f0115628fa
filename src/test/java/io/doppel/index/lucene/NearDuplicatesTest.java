package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.audit.GroundTruth;
import io.doppel.index.hit.Hits;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.query.Effort;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tight clusters of texts that are nearly the same, or just the same: the case where a graph falls to pieces
/// (Lucene's issue 13611).
final class NearDuplicatesTest {

  private static final int DIMENSION = 32;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  @TempDir Path folder;

  private final Random random = new Random(1);

  private Path path() {
    return folder.resolve("things");
  }

  private void putClusters(TestIndex index, int clusters, int texts, double noise) throws IOException {
    for (int cluster = 0; cluster < clusters; cluster++) {
      float[] centre = gaussian(1);
      for (int i = 0; i < texts; i++) {
        float[] aside = gaussian(noise);
        for (int j = 0; j < DIMENSION; j++) {
          aside[j] += centre[j];
        }
        Samples.put(index, "id" + cluster + "-" + i, Embedding.normalize(aside));
      }
    }
    index.commit();
  }

  private float[] gaussian(double scale) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (scale * random.nextGaussian());
    }
    return vector;
  }

  /// Recall of the search as it is, for stored texts, texts beside them, and texts of anywhere.
  private List<Double> recalls(TestIndex index, int k) throws IOException {
    List<Embedding> stored = index.sample(60, random);
    List<Embedding> beside = stored.stream().map(each -> each.turned(.8, random)).toList();
    List<Embedding> anywhere = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      anywhere.add(Embedding.normalize(gaussian(1)));
    }
    List<Double> recalls = new ArrayList<>();
    try (IndexView view = index.view()) {
      for (List<Embedding> queries : List.of(stored, beside, anywhere)) {
        recalls.add(new GroundTruth(view, queries, k).recall().value());
      }
    }
    return recalls;
  }

  private CommitData commitData() throws IOException {
    try (Directory directory = new MMapDirectory(path())) {
      return CommitData.of(SegmentInfos.readLatestCommit(directory).getUserData());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {.01, 0})
  void texts_that_are_nearly_the_same_are_found_in_many_segments_and_in_one(double noise) throws IOException {
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      putClusters(index, 50, 100, noise);
      assertThat(recalls(index, 10)).allMatch(recall -> recall >= .99);
      index.upkeep().orElseThrow().compact();
      assertThat(recalls(index, 10)).allMatch(recall -> recall >= .99);
      assertThat(recalls(index, 100)).allMatch(recall -> recall >= .99);
    }
    // What the graph itself is worth: the test would tell nothing if it were a good one.
    assertThat(commitData().graphs().trials().values())
        .hasSize(1)
        .allMatch(trial -> trial.recall() < .95 && trial.widening() == GraphQuality.NO_WALK);
  }

  @Test
  void a_graph_that_finds_what_is_there_is_relied_on() throws IOException {
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      Samples samples = new Samples(1, DIMENSION, 20);
      for (int i = 0; i < 3000; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
    }
    CommitData commit = commitData();
    assertThat(commit.graphs().trials().values()).hasSize(1).allMatch(trial -> trial.widening() == 1);
  }

  @Test
  void graphs_are_tried_that_merges_have_made_before_closing() throws IOException {
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      putClusters(index, 100, 100, .01);
    }
    try (Directory directory = new MMapDirectory(path())) {
      SegmentInfos infos = SegmentInfos.readLatestCommit(directory);
      CommitData commit = CommitData.of(infos.getUserData());
      assertThat(infos)
          .allMatch(segment ->
              segment.info.maxDoc() <= 1500
                  || commit.graphs().isKnown(segment.info.name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_above_a_bound_are_found_in_a_large_segment_beside_small_ones(VectorStorage storage) throws IOException {
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      index.configure(IndexSettings.STANDARD.withStorage(storage));
      Samples samples = new Samples(1, DIMENSION, 1);
      for (int i = 0; i < 3000; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
      for (int i = 0; i < 10; i++) {
        Samples.put(index, "beside" + i, Embedding.normalize(gaussian(1)));
      }
      index.commit();
      for (float bound : new float[] {.2f, .5f, .6f, .7f, .8f}) {
        Embedding query = samples.embedding();
        Hits exact = index.within(query, bound, 10_000, Effort.EXACT);
        Hits found = index.within(query, bound, 10_000, Effort.APPROXIMATE);
        assertThat((double) found.list().size())
            .as("at least %s", bound)
            .isGreaterThanOrEqualTo(.97 * exact.list().size());
        assertThat(found.truncated()).isFalse();
      }
    }
  }

  /// Twins that are nearer to each other than vectors of few bits can tell, and more of them than a walk is wide.
  @ParameterizedTest
  @EnumSource
  void the_nearest_of_many_twins_are_found_in_any_storage(VectorStorage storage) throws IOException {
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      index.configure(IndexSettings.STANDARD.withStorage(storage));
      for (int text = 0; text < 12; text++) {
        Embedding original = Embedding.normalize(gaussian(1));
        for (int i = 0; i < 200; i++) {
          Samples.put(index, "id" + text + "-" + i, original.turned(.99, random));
        }
      }
      index.commit();
      index.upkeep().orElseThrow().compact();
      assertThat(recalls(index, 10)).allMatch(recall -> recall >= .99);
      assertThat(recalls(index, 100)).allMatch(recall -> recall >= .98);
    }
  }

  /// About a minute: 50,000 texts in 500 clusters. Prints what the graph alone finds, and what searches find.
  @Test
  @EnabledIfSystemProperty(named = "doppel.slow", matches = "true")
  void the_case_of_the_issue_is_found() throws IOException {
    List<Double> after;
    try (TestIndex index = LocalIndexes.open(path(), PASSPORT)) {
      putClusters(index, 500, 100, .01);
      index.upkeep().orElseThrow().compact();
      after = recalls(index, 10);
    }
    List<Double> before = commitData().graphs().trials().values().stream().map(GraphQuality.Trial::recall).toList();
    System.out.printf(
        "recall@10 of the graph alone %s; of searches for stored texts, texts beside them, any texts %s%n",
        before, after);
    assertThat(before).hasSize(1).allMatch(recall -> recall < .95);
    assertThat(after).allMatch(recall -> recall >= .99);
  }
}
