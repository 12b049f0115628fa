package io.doppel.bench.index;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.doppel.bench.Machine;
import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import io.doppel.engine.Catalogs;
import io.doppel.file.TemporaryFolder;
import io.doppel.index.Catalog;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.query.Effort;
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
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Doppel's index, jvector and the Java hnswlib with the same vectors, the same queries and the same threads, one after
/// the other in one process: as many as the JVM sees processors (`-XX:ActiveProcessorCount`). A search of Doppel ends
/// with passages read from the disk, one of the others with numbers.
///
/// Argument: the folder of a collection, which is only read; then names of what to leave out.
final class IndexPeerBenchmark {

  private static final int K = 10;
  private static final int QUERIES = 500;
  private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256);
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final float ROUNDING = 1e-5f;

  /// A way to keep vectors, and to find near ones again.
  private interface Contestant extends AutoCloseable {

    String name();

    void build(List<Embedding> embeddings) throws IOException;

    /// Numbers of the nearest.
    int[] nearest(Embedding query, int width) throws IOException;

    @Override
    void close() throws IOException;
  }

  private IndexPeerBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? "index/wordnet" : arguments[0]);
    Catalog catalog = Catalogs.in(folder.toAbsolutePath().getParent());
    String name = folder.getFileName().toString();
    var passport = catalog.passport(name);
    if (passport.isEmpty()) {
      System.out.printf("skipped: there is no collection in %s%n", folder);
      return;
    }
    List<Embedding> embeddings = new ArrayList<>();
    List<Embedding> queries;
    float[] bounds;
    try (PassageIndex index = catalog.open(name, passport.get());
        IndexView view = index.view()) {
      view.scan(document -> embeddings.addAll(document.embeddings()));
      queries = SearchBenchmark.queries(view, QUERIES);
      bounds = new float[queries.size()];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = view.nearest(queries.get(i), K, Effort.EXACT).list().getLast().similarity() - ROUNDING;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s; load %.1f%n%,d vectors of %d dimensions, %,d queries, %d threads%n",
        Machine.describe(),
        Machine.load(),
        embeddings.size(),
        embeddings.getFirst().dimension(),
        queries.size(),
        Run.CORES);
    List<String> without = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    for (Contestant contestant :
        List.of(new Ours(passport.get()), new JVector(32, 100), new JVector(32, 200), new Hnswlib(32, 200))) {
      if (without.stream().noneMatch(contestant.name()::startsWith)) {
        try (contestant) {
          measure(contestant, embeddings, queries, bounds);
        }
      }
    }
    // Threads of jvector would keep the process alive.
    System.exit(0);
  }

  private static void measure(
      Contestant contestant, List<Embedding> embeddings, List<Embedding> queries, float[] bounds)
      throws IOException {
    Run build = Run.of(() -> contestant.build(embeddings));
    System.out.printf(
        Locale.ROOT,
        "%n%s: built in %.1f s, %.1f s of processor time%n",
        contestant.name(),
        build.seconds(),
        build.processorSeconds() * Run.CORES);
    System.out.println("  width  recall@10  queries/s  by processor  all threads  by processor   p50 ms   p99 ms");
    for (int width : WIDTHS) {
      long found = 0;
      for (int i = 0; i < queries.size(); i++) {
        Embedding query = queries.get(i);
        float bound = bounds[i];
        found +=
            Arrays.stream(contestant.nearest(query, width))
                .filter(id -> embeddings.get(id).cosine(query) >= bound)
                .count();
      }
      Throughput speed = Throughput.measure(queries, query -> contestant.nearest(query, width).length, TIME);
      System.out.printf(
          Locale.ROOT,
          "  %5d     %.4f %,10.0f %,13.0f %,12.0f %,13.0f %8.2f %8.2f%n",
          width,
          (double) found / queries.size() / K,
          speed.oneThread(),
          speed.oneThreadProcessor(),
          speed.allThreads(),
          speed.allThreadsProcessor(),
          speed.latency().p50(),
          speed.latency().p99());
    }
  }

  /// Doppel's own index, float32.
  private static final class Ours implements Contestant {

    private final Passport passport;
    private final TemporaryFolder folder = TemporaryFolder.of("doppel-peers-");
    private final PassageIndex index;

    Ours(Passport passport) throws IOException {
      this.passport = passport;
      this.index = Catalogs.in(folder.path()).create("peer", passport);
    }

    @Override
    public String name() {
      return "doppel (M=32, candidates 100)";
    }

    @Override
    public void build(List<Embedding> embeddings) throws IOException {
      new GrowthBenchmark(embeddings, passport, 1, K).fill(index, embeddings.size());
      index.upkeep().orElseThrow().compact();
    }

    @Override
    public int[] nearest(Embedding query, int width) throws IOException {
      try (IndexView view = index.view()) {
        return view.graph().orElseThrow().nearest(List.of(query), K, Math.max(K, width)).getFirst().list().stream()
            .mapToInt(hit -> Integer.parseInt(hit.passage().documentId().substring(1)))
            .toArray();
      }
    }

    @Override
    public void close() throws IOException {
      index.close();
      folder.close();
    }
  }

  /// jvector on the heap, float32, with a hierarchy.
  private static final class JVector implements Contestant {

    private static final VectorTypeSupport TYPES = VectorizationProvider.getInstance().getVectorTypeSupport();
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;

    private final int neighbours;
    private final int candidates;
    private @Nullable ListRandomAccessVectorValues vectors;
    private @Nullable ThreadLocal<GraphSearcher> searchers;

    /// @param neighbours of a node, in all layers
    JVector(int neighbours, int candidates) {
      this.neighbours = neighbours;
      this.candidates = candidates;
    }

    @Override
    public String name() {
      return "jvector (neighbours %d, candidates %d)".formatted(neighbours, candidates);
    }

    @Override
    public void build(List<Embedding> embeddings) throws IOException {
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
    public int[] nearest(Embedding query, int width) {
      var scores =
          DefaultSearchScoreProvider.exact(
              TYPES.createFloatVector(query.toArray()),
              VectorSimilarityFunction.DOT_PRODUCT,
              Objects.requireNonNull(vectors));
      NodeScore[] nodes =
          Objects.requireNonNull(searchers).get().search(scores, K, Math.max(K, width), 0, 0, Bits.ALL).getNodes();
      return Arrays.stream(nodes).mapToInt(node -> node.node).toArray();
    }

    @Override
    public void close() {
      vectors = null;
      searchers = null;
    }
  }

  /// hnswlib in Java, as it comes.
  private static final class Hnswlib implements Contestant {

    private final int neighbours;
    private final int candidates;
    private @Nullable HnswIndex<Integer, float[], Vector, Float> index;

    Hnswlib(int neighbours, int candidates) {
      this.neighbours = neighbours;
      this.candidates = candidates;
    }

    private static final class Vector implements Item<Integer, float[]> {

      @Serial private static final long serialVersionUID = 1;

      private final int id;
      private final float[] vector;

      Vector(int id, float[] vector) {
        this.id = id;
        this.vector = vector;
      }

      @Override
      public Integer id() {
        return id;
      }

      @Override
      public float[] vector() {
        return vector;
      }

      @Override
      public int dimensions() {
        return vector.length;
      }
    }

    @Override
    public String name() {
      return "hnswlib-core (M=%d, candidates %d)".formatted(neighbours, candidates);
    }

    @Override
    public void build(List<Embedding> embeddings) throws IOException {
      HnswIndex<Integer, float[], Vector, Float> made =
          HnswIndex.newBuilder(
                  embeddings.getFirst().dimension(),
                  DistanceFunctions.FLOAT_INNER_PRODUCT,
                  embeddings.size())
              .withM(neighbours)
              .withEfConstruction(candidates)
              .build();
      List<Vector> items =
          IntStream.range(0, embeddings.size())
              .mapToObj(i -> new Vector(i, embeddings.get(i).toArray()))
              .toList();
      try {
        made.addAll(items, Run.CORES, (_, _) -> {}, Integer.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      index = made;
    }

    @Override
    public int[] nearest(Embedding query, int width) {
      var built = Objects.requireNonNull(index);
      built.setEf(Math.max(K, width));
      return built.findNearest(query.toArray(), K).stream().mapToInt(found -> found.item().id()).toArray();
    }

    @Override
    public void close() {
      index = null;
    }
  }
}
