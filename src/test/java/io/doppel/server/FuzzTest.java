package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.HostileRequests.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Requests with something wrong about them, over all routes and several at a time. `-Ddoppel.fuzz=20000` sends so
/// many, and `-Ddoppel.seed=N` others.
class FuzzTest {

  private static final int REQUESTS = Integer.getInteger("doppel.fuzz", 400);
  private static final long SEED = Long.getLong("doppel.seed", 20261129);
  private static final int CALLERS = 8;
  private static final int MOST_TOLD = 20;
  private static final Set<Integer> PASSING_TROUBLE = Set.of(503, 504, 507);
  private static final Pattern ANSWER =
      Pattern.compile("HTTP/1.1 (\\d{3})[^\r\n]*\r\n(.*?)\r\n\r\n(.*)", Pattern.DOTALL);

  @TempDir static Path folder;

  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

  @Test
  void whatever_is_sent_the_server_lives_and_says_what_was_wrong() throws Exception {
    OpenApi api = new OpenApi(new YAMLMapper().readTree(Files.readString(Path.of("docs/openapi.yaml"))));
    List<byte[]> files = HostileRequests.files();
    long start = System.nanoTime();
    try (SeriousLog log = SeriousLog.open();
        TinyServer server = TinyServer.withThings(folder)) {
      AtomicInteger left = new AtomicInteger(REQUESTS);
      List<Future<?>> callers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
        for (int caller = 0; caller < CALLERS; caller++) {
          HostileRequests requests = new HostileRequests(api, files, SEED + caller);
          callers.add(
              threads.submit(
                  () -> {
                    while (left.getAndDecrement() > 0) {
                      ask(server, api, requests.next());
                    }
                    return null;
                  }));
        }
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      System.err.printf(
          Locale.ROOT,
          "%d requests of seed %d in %d s: %s%n",
          REQUESTS,
          SEED,
          Duration.ofNanos(System.nanoTime() - start).toSeconds(),
          statuses);
      assertThat(faults.stream().limit(MOST_TOLD).toList()).as("seed %d, %d faults", SEED, faults.size()).isEmpty();
      assertThat(log.logged()).as("seed %d", SEED).isEmpty();
      assertThat(server.send("GET", "/livez").statusCode()).isEqualTo(200);
      server.send("PUT", "/v1/collections/things");
      assertThat(
              server
                  .send("POST", "/v1/collections/things/search", "{\"text\":\"dog\"}")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  private void ask(TinyServer server, OpenApi api, Request request) throws IOException {
    String answer = answer(server, request);
    Matcher parts = ANSWER.matcher(answer);
    if (!parts.matches()) {
      // A server may hang up on what is no HTTP.
      statuses.computeIfAbsent(0, _ -> new AtomicInteger()).incrementAndGet();
      if (!answer.isEmpty()) {
        faults.add("%s%n  -> %s".formatted(request, answer));
      }
      return;
    }
    int status = Integer.parseInt(parts.group(1));
    statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
    if (status >= 400 && !request.method().equals("HEAD")) {
      String fault = fault(api, status, parts.group(2), parts.group(3));
      if (!fault.isEmpty()) {
        faults.add("%s%n  -> %s %s".formatted(request, fault, answer));
      }
    }
  }

  /// What is wrong with an error, empty if it is as it should be.
  private static String fault(OpenApi api, int status, String headers, String body) {
    boolean openAi = headers.toLowerCase(Locale.ROOT).contains("content-type: application/json");
    try {
      JsonNode problem = JsonMapper.shared().readTree(body);
      String code = problem.at(openAi ? "/error/code" : "/code").asString("");
      if (status >= 500 && (!PASSING_TROUBLE.contains(status) || code.isEmpty())) {
        return "a fault of the server";
      }
      return String.join(", ", api.faults(problem, api.schema(openAi ? "OpenAiError" : "Problem")));
    } catch (JacksonException e) {
      return "no problem in JSON";
    }
  }

  private static String answer(TinyServer server, Request request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      try {
        socket.getOutputStream().write(request.bytes());
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It hung up before it had heard all; what it said stands in the answer.
      }
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        answer.write(buffer, 0, read);
      }
    } catch (SocketTimeoutException e) {
      return "no answer within a minute; so far: " + answer.toString(StandardCharsets.UTF_8);
    } catch (SocketException e) {
      // The same.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
