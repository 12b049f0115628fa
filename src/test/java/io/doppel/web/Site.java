package io.doppel.web;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.IndexingListener;
import io.doppel.samples.Sample;
import io.doppel.server.DoppelServer;
import io.doppel.source.DocumentSource;
import io.doppel.source.Reading;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  static boolean modelIsThere() {
    return Files.exists(Path.of("models", MODEL, "model.onnx"));
  }

  static Site open(Path index) throws IOException {
    Doppel doppel = Doppel.open(new Home(Path.of("models"), MODEL, index));
    add(doppel, "essays", Sample.ESSAYS.open(WORDNET));
    add(doppel, "questions", Sample.QUESTIONS.open(WORDNET));
    add(doppel, "wordnet", DocumentSource.of(fears()));
    add(doppel, "hostile", DocumentSource.of(HOSTILE));
    return new Site(doppel, DoppelServer.start(doppel, "127.0.0.1", 0));
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
        if (wordnet.next() instanceof Reading.Accepted(Document document, _)
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
