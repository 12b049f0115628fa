package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One that runs in this process. It builds on all cores.
abstract class LocalContestant implements Contestant {

  private List<Embedding> queries = List.of();
  private int width = K;

  abstract void build(List<Embedding> embeddings) throws IOException;

  /// Numbers of the nearest, [#K] of them.
  ///
  /// @param width at least [#K]
  abstract int[] nearest(Embedding query, int width) throws IOException;

  @Override
  public final Run build(List<Embedding> embeddings, List<Embedding> asked) throws IOException {
    queries = List.copyOf(asked);
    return Run.of(() -> build(embeddings));
  }

  @Override
  public final List<int[]> nearest(int wanted) throws IOException {
    width = wanted;
    List<int[]> nearest = new ArrayList<>();
    for (Embedding query : queries) {
      nearest.add(nearest(query, width));
    }
    return nearest;
  }

  @Override
  public final Speed speed(double seconds) throws IOException {
    int[] asked = new int[1];
    long end = System.nanoTime() + Math.round(seconds * 1e9);
    Run run =
        Run.of(
            () -> {
              do {
                nearest(queries.get(asked[0]++ % queries.size()), width);
              } while (System.nanoTime() < end);
            });
    return new Speed(asked[0] / run.seconds(), asked[0] / (run.processorSeconds() * Run.CORES));
  }
}
