package io.doppel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Work that a server does beside its short answers, asked for over HTTP for as long as this is open.
final class LongWork implements Closeable {

  private static final String SCRATCH = "busy-scratch";
  private static final int DOCUMENTS_A_BATCH = 32;
  private static final long LOOK_MILLIS = 100;
  private static final double THRESHOLD = 0.8;
  private static final byte[] NOTHING = {};
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Of this process, so that neither a document nor what is looked for by a threshold is known already.
  private static final AtomicLong NUMBER = new AtomicLong();

  private final AtomicLong done = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Void> thread;

  private interface Work {
    void run(LongWork work) throws IOException, InterruptedException;
  }

  private LongWork(Work work) {
    thread = new CompletableFuture<>();
    Thread.ofPlatform().name("long-work").start(() -> {
      try {
        work.run(this);
        thread.complete(null);
      } catch (IOException | InterruptedException | RuntimeException e) {
        thread.completeExceptionally(e);
      }
    });
  }

  static LongWork none() {
    return new LongWork(_ -> {});
  }

  /// One who adds batches of documents to a collection of its own, one after the other.
  static LongWork writing(int port, List<String> texts) {
    return new LongWork(work -> work.write(port, texts));
  }

  /// A search for all duplicates in a collection, begun again when it has ended.
  static LongWork mining(int port, String collection) {
    return new LongWork(work -> work.mine(port, "/v1/collections/%s/duplicates/mining".formatted(collection)));
  }

  /// Documents written, or passages looked at, until now.
  long done() {
    return done.get();
  }

  private void write(int port, List<String> texts) throws IOException, InterruptedException {
    try (KeptConnection connection = new KeptConnection(port)) {
      while (!over.get()) {
        List<Map<String, String>> documents =
            IntStream.range(0, DOCUMENTS_A_BATCH).mapToObj(_ -> document(texts, NUMBER.getAndIncrement())).toList();
        ask(
            connection,
            "POST",
            "/v1/collections/%s/documents".formatted(SCRATCH),
            JSON.writeValueAsBytes(Map.of("documents", documents)));
        done.addAndGet(JSON.readTree(connection.body()).path("indexed").asLong());
      }
    }
  }

  private static Map<String, String> document(List<String> texts, long number) {
    String text = texts.get((int) (number % texts.size()));
    return Map.of("id", "d" + number, "title", "", "text", "%d %s".formatted(number, text));
  }

  private void mine(int port, String path) throws IOException, InterruptedException {
    try (KeptConnection connection = new KeptConnection(port)) {
      while (!over.get()) {
        double threshold = THRESHOLD + NUMBER.getAndIncrement() % 1_000 * 1e-5;
        ask(connection, "POST", path, JSON.writeValueAsBytes(Map.of("threshold", threshold)));
        long before = done.get();
        boolean goesOn = true;
        while (goesOn && !over.get()) {
          Thread.sleep(LOOK_MILLIS);
          ask(connection, "GET", "/v1/jobs", NOTHING);
          JsonNode job = JSON.readTree(connection.body()).path("jobs").path(0);
          done.set(before + job.path("done").asLong());
          goesOn = job.path("finished_at").isNull();
        }
      }
      ask(connection, "DELETE", path, NOTHING);
    }
  }

  /// Asks again for as long as the server is busy.
  private static void ask(KeptConnection connection, String method, String path, byte[] json)
      throws IOException, InterruptedException {
    connection.send(method, path, json);
    while (connection.status() == 503) {
      Thread.sleep(LOOK_MILLIS);
      connection.send(method, path, json);
    }
    if (connection.status() >= 400) {
      throw new IOException("refused: " + connection.body());
    }
  }

  /// Has it end, and waits for that.
  @Override
  public void close() {
    over.set(true);
    thread.join();
  }
}
