package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kill` ends the program in good order whatever it computes: with a real model, whose native code runs at every
/// moment.
@DisabledOnOs(OS.WINDOWS)
class StopTest {

  private static final Path MODELS = Path.of("models");
  private static final String MODEL = "all-MiniLM-L6-v2";

  private static final int EMBEDDING = 8;
  private static final int WRITING = 3;
  private static final int OLD_DOCUMENTS = 600;

  /// A stop should take no more than five seconds; the machine that runs this has other work as well.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Pattern ADDRESS = Pattern.compile("Doppel is at (http://\\S+);");
  private static final List<String> WORDS =
      List.of(
          "harbour", "lantern", "orchard", "river", "winter", "letter", "walked", "painted",
          "slowly", "a", "the", "old", "behind");

  @TempDir private Path folder;

  /// A document in its collection.
  private record Stored(String collection, String id) {}

  /// What the server said it had stored.
  private final Set<Stored> acknowledged = ConcurrentHashMap.newKeySet();

  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final AtomicInteger number = new AtomicInteger();
  private final Random random = new Random(7);

  @Test
  void
      a_server_stopped_while_clients_embed_and_write_and_it_reindexes_ends_soon_and_keeps_what_it_acknowledged(
          TestReporter reporter) throws Exception {
    stop(2, reporter);
  }

  @Test
  @EnabledIfSystemProperty(named = "doppel.slow", matches = "true")
  void a_server_stopped_a_hundred_times_under_load_ends_soon_and_keeps_what_it_acknowledged(
      TestReporter reporter) throws Exception {
    stop(100, reporter);
  }

  private void stop(int times, TestReporter reporter) throws Exception {
    List<Long> millis = new ArrayList<>();
    Set<Stored> before = Set.of();
    for (int i = 0; i < times; i++) {
      Process process =
          ProgramProcess.of(folder, MODELS, MODEL, "serve", "--port=0")
              .redirectOutput(out().toFile())
              .start();
      try (HttpClient client = HttpClient.newHttpClient();
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        String url = address(process);
        for (Stored document : before) {
          HttpRequest request =
              HttpRequest.newBuilder(
                      URI.create(
                          "%s/v1/collections/%s/documents/%s"
                              .formatted(url, document.collection(), document.id())))
                  .build();
          assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).as(document.id()).isEqualTo(200);
        }
        Set<Stored> known = Set.copyOf(acknowledged);
        if (i == 0) {
          post(client, url + "/v1/collections/old/documents", documents("old", OLD_DOCUMENTS));
        }
        load(callers, client, url);
        // The first texts take a while after the start; what is stopped is to have stored something.
        long longest = System.nanoTime() + LONGEST.toNanos();
        while (acknowledged.size() == known.size() && System.nanoTime() < longest) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        millis.add(end(process));
        client.shutdownNow();
        before = acknowledged.stream().filter(document -> !known.contains(document)).collect(Collectors.toSet());
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).isIn(0, 143);
      assertEndedInOrder();
    }
    reporter.publishEntry("milliseconds of the stops", millis.stream().sorted().toList().toString());
    reporter.publishEntry("acknowledged documents", Integer.toString(acknowledged.size()));
    assertThat(millis).allMatch(taken -> taken < LONGEST.toMillis());
    assertThat(failures).isEmpty();
    assertThat(acknowledged).isNotEmpty();
    try (Doppel doppel = Doppel.open(new Home(MODELS, MODEL, folder.resolve("index")))) {
      for (Stored document : acknowledged) {
        assertThat(
                doppel
                    .collection(new CollectionName(document.collection()))
                    .document(document.id()))
            .as(document.id())
            .isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index -c many", "embed", "bench encode --seconds=60"})
  void a_command_stopped_while_it_computes_ends_soon(String command) throws Exception {
    Path texts = folder.resolve("texts.txt");
    Files.write(texts, IntStream.range(0, 20_000).mapToObj(_ -> text(60)).toList());
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add(command.startsWith("bench") ? "--texts=" + texts : texts.toString());
    if (command.startsWith("index")) {
      arguments.add("--format=lines");
    }
    Process process =
        ProgramProcess.of(folder, MODELS, MODEL, arguments.toArray(String[]::new))
            .redirectOutput(out().toFile())
            .start();
    try {
      while (process.isAlive()
          && Files.size(out()) == 0
          && Files.size(err()) == 0
          && !Files.isDirectory(folder.resolve("index/many"))) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      TimeUnit.MILLISECONDS.sleep(1_000);
      assertThat(process.isAlive()).isTrue();
      assertThat(end(process)).isLessThan(LONGEST.toMillis());
      assertThat(process.exitValue()).isEqualTo(143);
      assertEndedInOrder();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Until the server is gone.
  private void load(ExecutorService callers, HttpClient client, String url) {
    for (int i = 0; i < EMBEDDING; i++) {
      String body =
          IntStream.range(0, 16)
              .mapToObj(_ -> "\"" + text(40) + "\"")
              .collect(Collectors.joining(",", "{\"input\":[", "]}"));
      repeat(callers, () -> post(client, url + "/v1/embeddings", body));
    }
    for (int i = 0; i < WRITING; i++) {
      repeat(
          callers,
          () -> {
            int first = number.getAndAdd(3);
            List<String> ids = IntStream.range(first, first + 3).mapToObj(id -> "n" + id).toList();
            String collection = first % 2 == 0 ? "new" : "old";
            if (post(client, url + "/v1/collections/" + collection + "/documents", documents(ids)) == 200) {
              ids.forEach(id -> acknowledged.add(new Stored(collection, id)));
            }
            return 0;
          });
    }
    repeat(callers, () -> post(client, url + "/v1/collections/old/reindex", "{}"));
  }

  private interface Call {
    int answer() throws IOException, InterruptedException;
  }

  private static void repeat(ExecutorService callers, Call call) {
    var ignored =
        callers.submit(
            () -> {
              while (true) {
                call.answer();
              }
            });
  }

  private int post(HttpClient client, String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() == 500) {
      failures.add(response.body());
    }
    return response.statusCode();
  }

  private String documents(String prefix, int count) {
    return documents(IntStream.range(0, count).mapToObj(id -> prefix + id).toList());
  }

  private String documents(List<String> ids) {
    return ids.stream()
        .map(id -> "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text(20)))
        .collect(Collectors.joining(",", "{\"documents\":[", "]}"));
  }

  private String text(int words) {
    synchronized (random) {
      return IntStream.range(0, words)
          .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
          .collect(Collectors.joining(" "));
    }
  }

  /// Asks it to stop.
  ///
  /// @return how many milliseconds it takes
  private static long end(Process process) throws InterruptedException {
    long from = System.nanoTime();
    process.toHandle().destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
  }

  private String address(Process process) throws IOException, InterruptedException {
    while (process.isAlive()) {
      Matcher matcher = ADDRESS.matcher(Files.readString(err()));
      if (matcher.find()) {
        return matcher.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("the server ended with: " + Files.readString(err()));
  }

  private void assertEndedInOrder() throws IOException {
    assertThat(Files.readString(err())).doesNotContain("should not happen", "SEVERE", "SIGSEGV", "Exception");
    assertThat(folder.resolve("hs_err.log")).doesNotExist();
  }

  private Path out() {
    return folder.resolve("out.txt");
  }

  private Path err() {
    return folder.resolve("err.txt");
  }
}
