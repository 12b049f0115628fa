package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.TinyDoppel;
import io.doppel.server.compute.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions that take all of the machine, and what else must be answered meanwhile.
class LoadTest {

  private static final int CALLERS = 64;
  private static final String PAIRS = "/v1/collections/many/duplicates/all";
  private static final String ALL_PAIRS = "{\"threshold\":-1,\"k\":1}";
  private static final List<String> WORDS =
      List.of("dog", "cat", "ship", "sea", "house", "big", "the", "a", "on", "in", "live", "and", "day", "good");

  @TempDir private Path folder;
  @SuppressWarnings("NullAway.Init") // serve, with which each test begins
  private TinyServer server;

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve(Deadlines deadlines, int documents) throws Exception {
    server = TinyServer.start(folder, deadlines);
    Random random = new Random(1);
    server.post(
        "/v1/collections/many/documents",
        IntStream.range(0, documents)
            .mapToObj(id -> "{\"id\":\"%d\",\"text\":\"%s\"}".formatted(id, text(random)))
            .collect(Collectors.joining(",", "{\"documents\":[", "]}")));
  }

  private static String text(Random random) {
    return IntStream.range(0, 6)
        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }

  /// Sends the request, and does not read what comes back.
  private Socket ask(String path, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private long millis(String path) throws Exception {
    long from = System.nanoTime();
    HttpResponse<String> response = server.send("GET", path);
    assertThat(response.statusCode()).isEqualTo(200);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
  }

  @Test
  void health_metrics_and_the_page_are_answered_while_64_callers_ask_for_all_pairs() throws Exception {
    serve(Deadlines.STANDARD, 3_000);
    millis("/livez");
    millis("/readyz");
    millis("/metrics");
    millis("/index.html");
    List<Socket> callers = new ArrayList<>();
    List<Long> taken = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(ask(PAIRS, ALL_PAIRS));
      }
      for (int i = 0; i < 8; i++) {
        taken.add(millis("/livez"));
        taken.add(millis("/readyz"));
        taken.add(millis("/metrics"));
        taken.add(millis("/index.html"));
        Thread.sleep(50);
      }
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
    // Alone each takes a millisecond or two; a machine that others use as well may hold up a single one.
    assertThat(taken.stream().sorted().toList().get(taken.size() / 2)).isLessThan(100);
    assertThat(taken).allMatch(millis -> millis < 1_000);
  }

  @Test
  void what_a_client_asked_that_has_left_is_computed_no_longer() throws Exception {
    serve(Deadlines.STANDARD, 6_000);
    server.post(
        "/v1/collections/few/documents",
        "{\"documents\":[{\"id\":\"a\",\"text\":\"dog\"},{\"id\":\"b\",\"text\":\"cat\"}]}");
    List<Socket> callers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      callers.add(ask(PAIRS, ALL_PAIRS));
    }
    SECONDS.sleep(1);
    for (Socket caller : callers) {
      caller.close();
    }
    long from = System.nanoTime();
    server.post("/v1/collections/few/duplicates/all", ALL_PAIRS);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void an_answer_that_takes_too_long_is_refused_with_the_bound() throws Exception {
    serve(new Deadlines(Duration.ofSeconds(1), Duration.ofMinutes(1)), 6_000);
    HttpResponse<String> response = server.send("POST", PAIRS, ALL_PAIRS);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(json(response).at("/code").asString()).isEqualTo("deadline_exceeded");
    assertThat(json(response).at("/detail").asString())
        .isEqualTo(
            "the answer takes longer than the 1 s that this server allows (serve --deadline); ask for less, or later");
  }

  @Test
  void where_too_many_wait_a_caller_is_told_when_to_come_again() throws Exception {
    serve(Deadlines.STANDARD, 6_000);
    List<Socket> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 32 + Runtime.getRuntime().availableProcessors() + 2; i++) {
        callers.add(ask(PAIRS, ALL_PAIRS));
      }
      MILLISECONDS.sleep(500);
      HttpResponse<String> response = server.send("POST", PAIRS, ALL_PAIRS);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(response).at("/code").asString()).isEqualTo("server_busy");
      assertThat(server.post("/v1/collections/many/search", "{\"text\":\"dog\"}").at("/hits").size()).isEqualTo(10);
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
  }
}
