package io.doppel.bench;

import com.sun.management.ThreadMXBean;
import io.doppel.encoder.Prompt;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.Search;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.server.DoppelServer;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// One query after the other from HTTP in to HTTP out, beside the bare inference of the same text, in turns: how long
/// it takes, and how much is allocated.
///
/// Arguments: model folder, folder of the collections, the collection's name, a file with a text a line, seconds.
final class ServerBenchmark {

  private static final List<String> MODES = List.of("dense", "lexical", "hybrid");
  private static final int WARM_UP = 500;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Doppel doppel;
  private final Search direct;
  private final KeptConnection connection;
  private final String path;
  private final JsonMapper json = JsonMapper.shared();

  private ServerBenchmark(Doppel doppel, Search direct, KeptConnection connection, String path) {
    this.doppel = doppel;
    this.direct = direct;
    this.connection = connection;
    this.path = path;
  }

  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[0]).toAbsolutePath();
    Home home = new Home(model.resolveSibling(""), model.getFileName().toString(), Path.of(arguments[1]));
    List<String> texts = Files.readAllLines(Path.of(arguments[3]));
    double seconds = Double.parseDouble(arguments[4]);
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    try (Doppel doppel = Doppel.open(home);
        DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0);
        KeptConnection connection = new KeptConnection(server.port())) {
      Search direct = doppel.collection(new CollectionName(arguments[2])).search();
      String path = "/v1/collections/%s/search".formatted(arguments[2]);
      new ServerBenchmark(doppel, direct, connection, path).run(texts, seconds);
    }
  }

  /// What one kind of query took: milliseconds by the clock, and bytes allocated by all threads of the process, those
  /// of the caller included.
  private static final class Taken {

    private final String what;
    private final List<Double> milliseconds = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    Taken(String what) {
      this.what = what;
    }

    @FunctionalInterface
    interface Query {
      double milliseconds() throws IOException;
    }

    void add(Query query) throws IOException {
      long before = THREADS.getTotalThreadAllocatedBytes();
      milliseconds.add(query.milliseconds());
      bytes.add((double) (THREADS.getTotalThreadAllocatedBytes() - before));
    }

    void clear() {
      milliseconds.clear();
      bytes.clear();
    }

    double print() {
      Latency latency = new Latency(milliseconds);
      System.out.printf(
          Locale.ROOT,
          "%-20s p50 %6.2f ms, p99 %6.2f ms, %,7.1f kB allocated (%,d queries)%n",
          what,
          latency.p50(),
          latency.p99(),
          Quantiles.of(bytes).at(0.5) / 1e3,
          milliseconds.size());
      return latency.p50();
    }
  }

  private void run(List<String> texts, double seconds) throws IOException {
    Taken bare = new Taken("bare inference");
    Taken inProcess = new Taken("dense without HTTP");
    Taken empty = new Taken("HTTP without a query");
    List<Taken> answered = MODES.stream().map(mode -> new Taken("HTTP, " + mode)).toList();
    List<Taken> all = Stream.concat(Stream.of(bare, inProcess, empty), answered.stream()).toList();
    long end = Long.MAX_VALUE;
    for (int i = 0; System.nanoTime() < end; i++) {
      if (i == WARM_UP) {
        end = System.nanoTime() + (long) (seconds * 1e9);
        all.forEach(Taken::clear);
      }
      int turn = i;
      // A text each, so that nothing is remembered from the turn before.
      bare.add(() -> infer(texts.get(turn % texts.size())));
      inProcess.add(() -> search(texts.get((turn + 28) % texts.size())));
      empty.add(() -> connection.get("/livez"));
      for (int mode = 0; mode < MODES.size(); mode++) {
        String text = texts.get((turn + (mode + 1) * 7) % texts.size());
        String asked = MODES.get(mode);
        answered.get(mode).add(() -> ask(text, asked));
      }
    }
    double inference = bare.print();
    inProcess.print();
    empty.print();
    for (Taken taken : answered) {
      System.out.printf(Locale.ROOT, "    %.2f times the inference%n", taken.print() / inference);
    }
  }

  private double infer(String text) {
    long start = System.nanoTime();
    doppel.encoder().encode(text, Prompt.QUERY);
    return (System.nanoTime() - start) / 1e6;
  }

  private double search(String text) throws IOException {
    SearchQuery query = new SearchQuery(text, SearchQuery.DEFAULT_K, Effort.APPROXIMATE).withMode(SearchMode.DENSE);
    long start = System.nanoTime();
    direct.answer(query);
    return (System.nanoTime() - start) / 1e6;
  }

  private double ask(String text, String mode) throws IOException {
    return connection.post(path, json.writeValueAsBytes(Map.of("text", text, "mode", mode)));
  }
}
