package io.doppel.web;

import io.doppel.bench.KeptBenchmarks;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.eval.KeptResults;
import io.doppel.eval.Result;
import io.doppel.samples.Sample;
import io.doppel.server.DoppelServer;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A server with the real model and the sample collections; of WordNet only the synsets about fear.
record Site(Doppel doppel, DoppelServer server) implements AutoCloseable {

  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final Path WORDNET = Path.of("target/samples");

  /// Texts that would do harm if anything in the page took them for HTML.
  static final List<Document> HOSTILE =
      List.of(
          new Document(
              "<b>id</b>",
              "<img src=x onerror=alert(1)>",
              "<script>alert(2)</script> A bad <i>joke</i> about & in markup. <a href=\"javascript:alert(3)\">link</a>",
              Map.of("<u>name</u>", "<svg onload=alert(4)>")),
          new Document("arabic", "", "هذا نص عربي عن البحر والسفن الكبيرة", Map.of()),
          new Document("long", "", "w".repeat(400) + " " + "long ".repeat(2000), Map.of()));

  /// What somebody may have measured: within the tolerance, off, not published, not defined, and a count.
  private static final List<Result> MEASURED =
      List.of(
          new Result("stsb-en", "spearman", 0.8203, 0.8203, 0.0005, true, 3.1),
          new Result("stsb-en", "pearson", Double.NaN, null, null, true, 3.1),
          new Result("scifact", "ndcg@10 dense", 0.5, 0.6451, 0.001, false, 65),
          new Result("scifact", "queries", 300, null, null, true, 65));

  /// What somebody may have timed: two ways to keep vectors, a model, and something that this page does not know.
  private static final List<KeptBenchmarks.Entry> TIMED =
      List.of(
          timed(
              "search",
              "things",
              List.of(
                  searched("float32", 32, 0.96, 2400),
                  searched("float32", 64, 0.99, 1200),
                  searched("int8", 32, 0.94, 4800),
                  searched("int8", 64, 0.98, 2600))),
          timed(
              "encode",
              "samples",
              List.of(
                  Map.of(
                      "texts",
                      "short",
                      "texts_per_second",
                      812.5,
                      "latency",
                      List.of(
                          Map.of("threads", 2, "queries", 50, "p50_ms", 3.5, "p99_ms", 9.25))))),
          timed("new", "<b>things</b>", List.of(Map.of("some_figure", 1.5))));

  private static KeptBenchmarks.Entry timed(String benchmark, String data, List<Map<String, Object>> results) {
    return new KeptBenchmarks.Entry(benchmark, data, "2026-01-31", "2 cores", 0.25, results);
  }

  private static Map<String, Object> searched(String storage, int width, double recall, double rate) {
    return Map.of(
        "vector_storage",
        storage,
        "width",
        width,
        "recall",
        recall,
        "queries_per_second",
        rate,
        "p50_ms",
        0.5,
        "disk_bytes_per_passage",
        1769.02);
  }

  static boolean modelIsThere() {
    return Files.exists(Path.of("models", MODEL, "model.onnx"));
  }

  static Site open(Path index) throws IOException {
    Doppel doppel = Doppel.open(new Home(models(index.resolve(".models")), MODEL, index));
    KeptResults.of(doppel.modelFolder(), doppel.encoder().fingerprint())
        .with(MEASURED, LocalDate.of(2026, 1, 31), "2 cores")
        .write(doppel.modelFolder());
    new KeptBenchmarks(doppel.encoder().fingerprint().unnamed(), TIMED).write(doppel.modelFolder());
    add(doppel, "essays", Sample.ESSAYS.open(WORDNET));
    add(doppel, "questions", Sample.QUESTIONS.open(WORDNET));
    add(doppel, "wordnet", DocumentSource.of(fears()));
    add(doppel, "hostile", DocumentSource.of(HOSTILE));
    return new Site(doppel, DoppelServer.start(doppel, "127.0.0.1", 0));
  }

  /// A copy of the model in a folder of its own, where something may be written.
  private static Path models(Path folder) throws IOException {
    Path original = Path.of("models", MODEL);
    Path own = folder.resolve(MODEL);
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, own.resolve(original.relativize(file)));
      }
    }
    return folder;
  }

  int port() {
    return server.port();
  }

  private static void add(Doppel doppel, String collection, DocumentSource source) throws IOException {
    try (source) {
      doppel.openOrCreate(new CollectionName(collection)).add(source, IndexingListener.SILENT, () -> false);
    }
  }

  private static List<Document> fears() throws IOException {
    List<Document> fears = new ArrayList<>();
    try (DocumentSource wordnet = Sample.WORDNET.open(WORDNET)) {
      while (wordnet.hasNext()) {
        if (wordnet.next() instanceof SourceRecord.Accepted(Document document, _)
            && document.text().contains(" fear ")) {
          fears.add(document);
        }
      }
    }
    return fears;
  }

  @Override
  public void close() throws IOException {
    server.close();
    doppel.close();
  }
}
