package io.doppel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.index.Samples;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import io.doppel.work.Stopped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Vectors in the plane.
class ProjectionTest {

  private static final int DIMENSION = 24;

  private final long seed = Long.getLong("doppel.seed", 1);

  @Test
  void who_is_near_in_the_space_is_near_in_the_plane() {
    Matrix vectors = vectors(600, 12);
    Projection projection = project(vectors);
    assertThat(projection.preserved(vectors, 10, 50, 200, () -> false)).as("seed %d", seed).isGreaterThan(0.6);
    Projection anywhere = project(vectors(600, 12, seed + 1));
    assertThat(anywhere.preserved(vectors, 10, 50, 200, () -> false))
        .as("the measure can say no; seed %d", seed)
        .isLessThan(0.3);
  }

  @Test
  void the_same_seed_gives_the_same_places_within_one_of_the_middle() {
    Matrix vectors = vectors(300, 5);
    Projection one = project(vectors);
    assertThat(one.x()).isEqualTo(project(vectors).x());
    assertThat(one.y()).isEqualTo(project(vectors).y());
    for (float[] places : new float[][] {one.x(), one.y()}) {
      for (float place : places) {
        assertThat(place).isBetween(-1.0001f, 1.0001f);
      }
    }
  }

  @Test
  void few_vectors_and_copies_of_one_have_places_too() {
    for (int n = 0; n < 20; n++) {
      assertThat(project(vectors(n, 3)).x()).hasSize(n).doesNotContain(Float.NaN);
    }
    float[][] copies = new float[40][];
    Arrays.fill(copies, vectors(1, 1).row(0));
    Projection projection = project(Matrix.of(copies));
    assertThat(projection.x()).doesNotContain(Float.NaN);
    assertThat(projection.y()).doesNotContain(Float.NaN);
  }

  @Test
  void a_large_one_ends_within_a_second_when_nobody_waits_for_it_whatever_it_is_at() {
    Matrix vectors = vectors(20_000, 100);
    // Neighbours are half of the work, and the layout the other half.
    for (double part : new double[] {0.1, 0.49, 0.52}) {
      AtomicLong from = new AtomicLong(Long.MAX_VALUE);
      assertThatThrownBy(
              () ->
                  Projection.of(
                      vectors,
                      seed,
                      done -> from.accumulateAndGet(done >= part ? System.nanoTime() : Long.MAX_VALUE, Math::min),
                      () -> from.get() < Long.MAX_VALUE))
          .isInstanceOf(CancellationException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - from.get())).isLessThan(Duration.ofSeconds(1));
    }
    Projection anywhere = new Projection(new float[vectors.rows()], new float[vectors.rows()]);
    Stopped.endsSoon(Duration.ofMillis(100), () -> anywhere.preserved(vectors, 10, 50, 20_000, Cancellation.current()));
  }

  @Test
  void it_stops_when_it_is_told_to() {
    assertThatThrownBy(() -> Projection.of(vectors(100, 3), seed, _ -> {}, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @RepeatedTest(5)
  void the_nearest_neighbours_are_those_that_sorting_finds() {
    Random random = new Random(seed);
    int n = 2 + random.nextInt(150);
    int k = 1 + random.nextInt(Math.min(15, n - 1));
    Matrix vectors = vectors(n, 4);
    NearestNeighbours found = NearestNeighbours.of(vectors, k, _ -> {}, () -> false);
    for (int i = 0; i < n; i++) {
      int row = i;
      double[] sorted =
          IntStream.range(0, n)
              .filter(j -> j != row)
              .mapToDouble(j -> -Vectors.cosine(vectors.row(row), vectors.row(j)))
              .sorted()
              .limit(k)
              .toArray();
      for (int place = 0; place < k; place++) {
        assertThat(found.similarities()[i][place]).as("seed %d", seed).isEqualTo((float) -sorted[place]);
        assertThat(Vectors.cosine(vectors.row(i), vectors.row(found.ids()[i][place])))
            .isEqualTo((float) -sorted[place]);
      }
    }
  }

  @Test
  void a_pair_of_neighbours_is_one_edge_and_the_nearest_weighs_most() {
    // 0 and 1 are each other's nearest; 2 has 1 as its nearest, but not the other way round.
    var neighbours = new NearestNeighbours(new int[][] {{1}, {0}, {1}}, new float[][] {{0.9f}, {0.9f}, {0.5f}});
    NeighbourGraph graph = NeighbourGraph.of(neighbours);
    assertThat(graph.from()).containsExactly(0, 1);
    assertThat(graph.to()).containsExactly(1, 2);
    assertThat(graph.weights()).containsExactly(1, 1);
  }

  @Test
  void the_first_component_is_where_vectors_differ_most() {
    Random random = new Random(seed);
    Matrix vectors = Matrix.zero(200, DIMENSION);
    for (int i = 0; i < vectors.rows(); i++) {
      float[] vector = vectors.row(i);
      vector[3] = 5 + 3 * (float) random.nextGaussian();
      vector[7] = (float) random.nextGaussian();
      vector[9] = 0.1f * (float) random.nextGaussian();
    }
    Matrix components = PrincipalComponents.of(vectors, random);
    assertThat((double) Math.abs(components.row(0)[3])).as("seed %d", seed).isCloseTo(1, within(0.02));
    assertThat((double) Math.abs(components.row(1)[7])).as("seed %d", seed).isCloseTo(1, within(0.02));
  }

  private Projection project(Matrix vectors) {
    return Projection.of(vectors, seed, part -> assertThat(part).isBetween(0.0, 1.0), () -> false);
  }

  private Matrix vectors(int count, int clusters) {
    return vectors(count, clusters, seed);
  }

  private static Matrix vectors(int count, int clusters, long seed) {
    Samples samples = new Samples(seed, DIMENSION, clusters);
    return Matrix.of(IntStream.range(0, count).mapToObj(_ -> samples.embedding().toArray()).toList());
  }
}
