package io.doppel.bench;

import io.doppel.encoder.Prompt;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.Search;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One query after the other from HTTP in to HTTP out, beside the bare inference of the same text, in turns.
///
/// Arguments: model folder, folder of the collections, the collection's name, a file with a text a line, seconds.
final class ServerBenchmark {

  private static final List<String> MODES = List.of("dense", "lexical", "hybrid");
  private static final int WARM_UP = 500;

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

  private void run(List<String> texts, double seconds) throws IOException {
    List<Double> bare = new ArrayList<>();
    List<Double> inProcess = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    List<List<Double>> answered = MODES.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
    long end = Long.MAX_VALUE;
    for (int i = 0; System.nanoTime() < end; i++) {
      if (i == WARM_UP) {
        end = System.nanoTime() + (long) (seconds * 1e9);
        bare.clear();
        inProcess.clear();
        empty.clear();
        answered.forEach(List::clear);
      }
      // A text each, so that nothing is remembered from the turn before.
      bare.add(infer(texts.get(i % texts.size())));
      inProcess.add(search(texts.get((i + 28) % texts.size())));
      empty.add(connection.get("/livez"));
      for (int mode = 0; mode < MODES.size(); mode++) {
        answered.get(mode).add(ask(texts.get((i + (mode + 1) * 7) % texts.size()), MODES.get(mode)));
      }
    }
    double inference = print("bare inference", bare);
    print("dense without HTTP", inProcess);
    print("HTTP without a query", empty);
    for (int mode = 0; mode < MODES.size(); mode++) {
      double whole = print("HTTP, " + MODES.get(mode), answered.get(mode));
      System.out.printf(Locale.ROOT, "    %.2f times the inference%n", whole / inference);
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

  private static double print(String what, List<Double> milliseconds) {
    Latency latency = new Latency(milliseconds);
    System.out.printf(
        Locale.ROOT,
        "%-20s p50 %6.2f ms, p99 %6.2f ms (%,d queries)%n",
        what,
        latency.p50(),
        latency.p99(),
        milliseconds.size());
    return latency.p50();
  }
}
