package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.bench.peer.JarVersion;
import io.doppel.encoder.Embedding;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// jvector on the heap, float32, with a hierarchy.
final class JVectorContestant extends LocalContestant {

  private static final VectorTypeSupport TYPES = VectorizationProvider.getInstance().getVectorTypeSupport();
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;

  private final int neighbours;
  private final int candidates;
  private @Nullable ListRandomAccessVectorValues vectors;
  private @Nullable ThreadLocal<GraphSearcher> searchers;

  /// @param neighbours of a node, in all layers
  JVectorContestant(int neighbours, int candidates) {
    this.neighbours = neighbours;
    this.candidates = candidates;
  }

  @Override
  public String name() {
    return "jvector";
  }

  @Override
  public String version() {
    return JarVersion.of(GraphIndexBuilder.class);
  }

  @Override
  public String settings() {
    return "%d neighbours, %d candidates".formatted(neighbours, candidates);
  }

  @Override
  void build(List<Embedding> embeddings) throws IOException {
    List<VectorFloat<?>> list = new ArrayList<>();
    embeddings.forEach(embedding -> list.add(TYPES.createFloatVector(embedding.toArray())));
    ListRandomAccessVectorValues all = new ListRandomAccessVectorValues(list, embeddings.getFirst().dimension());
    BuildScoreProvider scores =
        BuildScoreProvider.randomAccessScoreProvider(all, VectorSimilarityFunction.DOT_PRODUCT);
    try (ForkJoinPool threads = new ForkJoinPool(Run.CORES);
        GraphIndexBuilder builder =
            GraphIndexBuilder.builder(scores, all.dimension(), List.of(neighbours))
                .withBeamWidth(candidates)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(ALPHA)
                .withSimdExecutor(threads)
                .withParallelExecutor(threads)
                .build()) {
      ImmutableGraphIndex graph = builder.build(all);
      vectors = all;
      searchers = ThreadLocal.withInitial(() -> new GraphSearcher(graph));
    }
  }

  @Override
  int[] nearest(Embedding query, int width) {
    var scores =
        DefaultSearchScoreProvider.exact(
            TYPES.createFloatVector(query.toArray()),
            VectorSimilarityFunction.DOT_PRODUCT,
            Objects.requireNonNull(vectors));
    NodeScore[] nodes =
        Objects.requireNonNull(searchers).get().search(scores, K, width, 0, 0, Bits.ALL).getNodes();
    return Arrays.stream(nodes).mapToInt(node -> node.node).toArray();
  }

  @Override
  public void close() {
    vectors = null;
    searchers = null;
  }
}
