package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.bench.peer.NodePackages;
import io.doppel.bench.peer.PeerArguments;
import io.doppel.bench.peer.PeerRow;
import io.doppel.bench.peer.PeerScript;
import io.doppel.encoder.Embedding;
import io.doppel.engine.Catalogs;
import io.doppel.index.Catalog;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Doppel's index beside those of others, with the same vectors and the same queries, one after the other. Each is
/// searched on one thread, at the least width at which it finds what is asked of all: so speeds are at one recall.
public final class IndexPeers {

  private static final int K = Contestant.K;
  private static final int QUERIES = 500;
  private static final double RECALL = .99;
  private static final int MOST_WIDTH = 512;
  private static final double SECONDS = 2;
  private static final float ROUNDING = 1e-5f;
  private static final int M = 32;
  private static final Path PYTHON = Path.of("src/peers/python/index.py");
  private static final Path DEBIAN = Path.of("/usr/bin/python3");

  /// Makes one, where what it needs is there.
  private interface Maker {
    Contestant make() throws IOException;
  }

  private final PeerArguments asked;
  private final Optional<NodePackages> node;

  public IndexPeers(PeerArguments asked, Optional<NodePackages> node) {
    this.asked = asked;
    this.node = node;
  }

  /// @param folder of a collection, which is only read
  public List<PeerRow> measure(Path folder) throws IOException {
    Catalog catalog = Catalogs.in(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
    String name = folder.getFileName().toString();
    Optional<Passport> passport = catalog.passport(name);
    if (passport.isEmpty()) {
      System.out.printf("skipped indexes: there is no collection in %s; ./doppel demo makes index/wordnet%n", folder);
      return List.of();
    }
    List<Embedding> embeddings = embeddings(catalog, name, passport.get());
    Random random = new Random(1);
    List<Embedding> queries =
        IntStream.range(0, QUERIES)
            .mapToObj(_ -> embeddings.get(random.nextInt(embeddings.size())).turned(SearchBenchmark.TURN, random))
            .toList();
    List<Float> bounds = queries.parallelStream().map(query -> bound(query, embeddings)).toList();
    System.out.printf(
        Locale.ROOT,
        "%n%s: %,d vectors of %d dimensions, %,d queries%n",
        name,
        embeddings.size(),
        embeddings.getFirst().dimension(),
        queries.size());
    List<PeerRow> rows = new ArrayList<>();
    try (Contestant ours = new DoppelContestant(passport.get())) {
      rows.addAll(new Trial(ours, embeddings, queries, bounds).rows(rows));
    }
    for (Maker maker : makers()) {
      try (Contestant contestant = maker.make()) {
        rows.addAll(new Trial(contestant, embeddings, queries, bounds).rows(rows));
      } catch (IOException e) {
        System.out.printf("  skipped: %s%n", e.getMessage());
      }
    }
    return rows;
  }

  /// Evenly from all of the collection, in its order.
  private List<Embedding> embeddings(Catalog catalog, String name, Passport passport) throws IOException {
    List<Embedding> all = new ArrayList<>();
    try (PassageIndex index = catalog.open(name, passport);
        IndexView view = index.view()) {
      view.scan(document -> all.addAll(document.embeddings()));
    }
    int count = Math.min(asked.vectors(), all.size());
    return IntStream.range(0, count).mapToObj(i -> all.get((int) ((long) i * all.size() / count))).toList();
  }

  /// The least similarity of what is among the nearest.
  private static float bound(Embedding query, List<Embedding> embeddings) {
    float[] similarities = new float[embeddings.size()];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = embeddings.get(i).cosine(query);
    }
    Arrays.sort(similarities);
    return similarities[similarities.length - K] - ROUNDING;
  }

  private List<Maker> makers() {
    List<Maker> makers = new ArrayList<>();
    for (int candidates : new int[] {100, 200}) {
      if (asked.has("jvector")) {
        makers.add(() -> new JVectorContestant(M, candidates));
      }
      for (String name : List.of("hnswlib-node", "usearch")) {
        if (asked.has(name)) {
          node.ifPresent(
              packages -> makers.add(() -> new ScriptContestant(packages.start("index.mjs"), name, M, candidates)));
        }
      }
      for (String name : List.of("faiss", "hnswlib")) {
        if (asked.has(name)) {
          makers.add(() -> new ScriptContestant(PeerScript.start(python(), PYTHON), name, M, candidates));
        }
      }
    }
    if (asked.has("hnswlib-core")) {
      makers.add(() -> new HnswlibContestant(M, 100));
    }
    return makers;
  }

  /// Debian's own, where there is one: packages of Debian are for it.
  private static String python() {
    return Files.isExecutable(DEBIAN) ? DEBIAN.toString() : "python3";
  }

  /// One of them at work.
  private record Trial(
      Contestant contestant, List<Embedding> embeddings, List<Embedding> queries, List<Float> bounds) {

    /// @param before the rows so far; Doppel's are the first two
    List<PeerRow> rows(List<PeerRow> before) throws IOException {
      Run build = contestant.build(embeddings, queries);
      int width = width();
      double recall = recall(width);
      // The first time is for the compiler.
      contestant.speed(SECONDS);
      Contestant.Speed speed = contestant.speed(SECONDS);
      System.out.printf(
          Locale.ROOT,
          "  %s (%s): built in %.1f s, %.1f s of processor time; width %d, recall@10 %.4f, %,.0f queries/s%n",
          contestant.name(),
          contestant.settings(),
          build.seconds(),
          build.processorSeconds() * Run.CORES,
          width,
          recall,
          speed.byClock());
      String what = String.format(Locale.ROOT, "%,d vectors, %s", embeddings.size(), contestant.settings());
      return List.of(
          row(
              "building, " + what,
              embeddings.size() / (build.processorSeconds() * Run.CORES),
              before,
              0,
              "see searching"),
          row(
              "searching, " + what,
              speed.byProcessor(),
              before,
              1,
              String.format(Locale.ROOT, "recall@10 %.4f at width %d", recall, width)));
    }

    private PeerRow row(String what, double speed, List<PeerRow> before, int ours, String quality) {
      double beside = before.isEmpty() ? speed : before.get(ours).speed();
      return new PeerRow(contestant.name(), contestant.version(), what, speed, beside, quality);
    }

    /// The least at which enough is found, or the most there is.
    private int width() throws IOException {
      int low = K;
      int high = MOST_WIDTH;
      while (low < high) {
        int middle = (low + high) / 2;
        if (recall(middle) >= RECALL) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    private double recall(int width) throws IOException {
      List<int[]> nearest = contestant.nearest(width);
      long found = 0;
      for (int i = 0; i < bounds.size(); i++) {
        Embedding query = queries.get(i);
        float bound = bounds.get(i);
        found += Arrays.stream(nearest.get(i)).filter(id -> embeddings.get(id).cosine(query) >= bound).count();
      }
      return (double) found / bounds.size() / K;
    }
  }
}
