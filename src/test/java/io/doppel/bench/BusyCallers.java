package io.doppel.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Callers of a server's search, on a kept connection each, who ask the next question once they have an answer; one who
/// is refused waits as long as the answer says. Every few questions one is a control, whose hits are known.
final class BusyCallers {

  private static final int CONTROLS = 20;
  private static final int CONTROL_EVERY = 25;

  private final int port;
  private final String path;
  private final List<String> controls;
  private final List<String> questions;
  private final List<List<String>> hitsAlone = new ArrayList<>();
  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> refusals = new TreeSet<>();

  /// What came of it.
  ///
  /// @param milliseconds of those that were answered
  /// @param statuses how many answers had each
  /// @param same how many controls had the hits that they have alone
  record Answers(List<Double> milliseconds, Map<Integer, Integer> statuses, int compared, int same) {

    static Answers none() {
      return new Answers(new ArrayList<>(), new TreeMap<>(), 0, 0);
    }

    Answers and(Answers other) {
      milliseconds.addAll(other.milliseconds);
      other.statuses.forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      return new Answers(milliseconds, statuses, compared + other.compared, same + other.same);
    }
  }

  /// Asks the controls, one after the other.
  BusyCallers(int port, String collection, List<String> texts) throws IOException {
    this.port = port;
    this.path = "/v1/collections/%s/search".formatted(collection);
    this.controls = texts.subList(0, CONTROLS);
    this.questions = texts.subList(CONTROLS, texts.size());
    try (KeptConnection connection = new KeptConnection(port)) {
      for (String control : controls) {
        connection.post(path, question(control));
        hitsAlone.add(hits(connection.body()));
      }
    }
  }

  /// Asks for so long.
  Answers ask(int callers, double seconds) throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Answers>> asking =
          IntStream.range(0, callers).mapToObj(_ -> threads.submit(() -> call(end))).toList();
      Answers all = Answers.none();
      for (Future<Answers> one : asking) {
        all = all.and(one.get());
      }
      Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
      return all;
    }
  }

  /// Each kind of answer that was none, with when to ask again.
  Set<String> refusals() {
    return refusals;
  }

  private Answers call(long end) throws IOException, InterruptedException {
    Answers answers = Answers.none();
    int compared = 0;
    int same = 0;
    try (KeptConnection connection = new KeptConnection(port)) {
      while (System.nanoTime() < end) {
        int number = next.getAndIncrement();
        boolean control = number % CONTROL_EVERY == 0;
        int which = number / CONTROL_EVERY % CONTROLS;
        String text = control ? controls.get(which) : questions.get(number % questions.size());
        double took = connection.send("POST", path, question(text));
        answers.statuses().merge(connection.status(), 1, Integer::sum);
        if (connection.status() != 200) {
          waitAsTold(connection, end);
          continue;
        }
        answers.milliseconds().add(took);
        if (control) {
          compared++;
          same += hits(connection.body()).equals(hitsAlone.get(which)) ? 1 : 0;
        }
      }
    }
    return new Answers(answers.milliseconds(), answers.statuses(), compared, same);
  }

  private void waitAsTold(KeptConnection connection, long end) throws InterruptedException {
    String after = connection.header("Retry-After");
    synchronized (refusals) {
      refusals.add(
          "%d: %s; Retry-After: %s"
              .formatted(connection.status(), json.readTree(connection.body()).path("detail").asString(), after));
    }
    long nanos = TimeUnit.SECONDS.toNanos(after.isEmpty() ? 0 : Long.parseLong(after));
    TimeUnit.NANOSECONDS.sleep(Math.min(nanos, end - System.nanoTime()));
  }

  private byte[] question(String text) {
    return json.writeValueAsBytes(Map.of("text", text));
  }

  private List<String> hits(String body) {
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : json.readTree(body).path("hits")) {
      ids.add(hit.path("id").asString());
    }
    return ids;
  }
}
