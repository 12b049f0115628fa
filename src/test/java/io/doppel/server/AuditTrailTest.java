package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.log.LogSettings;
import io.doppel.server.trail.AuditTrail;
import io.doppel.server.trail.TrailEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who did what, and what is told of requests.
class AuditTrailTest {

  private static final String SECRET = "The quick otter";

  @TempDir private Path folder;

  @Test
  void whoever_changes_something_is_in_the_audit_log_with_the_id_of_the_request_and_no_text_or_key_is()
      throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String writer = keys.create("writer", Role.WRITE, List.of(), null, null, Instant.now()).text();
    Path file = folder.resolve("logs").resolve("audit.jsonl");
    AccessSettings access = new AccessSettings(keys.path(), null, List.of(), List.of(), false);
    HttpResponse<String> wrote;
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(access).with(AuditTrail.in(file)))) {
      wrote =
          send(
              server,
              "POST",
              "/v1/collections/c/documents?on_duplicate=flag",
              writer,
              "{\"documents\":[{\"id\":\"a\",\"text\":\"%s\"}]}".formatted(SECRET));
      send(server, "POST", "/v1/collections/c/search", writer, "{\"text\":\"%s\"}".formatted(SECRET));
      send(server, "GET", "/v1/collections/c/documents/a", writer, "");
      send(
          server,
          "POST",
          "/v1/collections/c/plagiarism/report/html",
          writer,
          "{\"text\":\"%s\"}".formatted(SECRET));
      send(server, "POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(writer));
      send(server, "POST", "/v1/session", "", "{\"key\":\"wrong\"}");
      send(server, "DELETE", "/v1/collections/c", "wrong", "");
      send(server, "DELETE", "/v1/collections/c", writer, "");
      send(server, "DELETE", "/v1/collections/c/documents/a", writer, "");
    }
    List<JsonNode> lines = lines(file);
    assertThat(lines.stream().map(line -> line.at("/action").asString() + " " + line.at("/status").asInt()))
        .containsExactly(
            "POST /v1/collections/{name}/documents 200",
            "POST /v1/collections/{name}/plagiarism/report/{format} 200",
            "POST /v1/session 201",
            "DELETE /v1/collections/{name} 403",
            "DELETE /v1/collections/{name}/documents/<id> 204");
    assertThat(lines).allMatch(line -> line.at("/who").asString().equals("writer"));
    assertThat(lines).allMatch(line -> line.at("/address").asString().equals("127.0.0.1"));
    assertThat(lines.getFirst().at("/request_id").asString())
        .isEqualTo(wrote.headers().firstValue("X-Request-Id").orElseThrow())
        .matches("[0-9a-f]{16}");
    assertThat(lines.getFirst().at("/target").asString()).isEqualTo("/v1/collections/c/documents");
    assertThat(lines.getFirst().at("/role").asString()).isEqualTo("write");
    assertThat(Files.readString(file)).doesNotContain(SECRET).doesNotContain(writer).doesNotContain("wrong");
  }

  @Test
  void who_goes_in_the_middle_of_an_answer_is_in_the_audit_log_and_counted_as_active_no_longer() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(AuditTrail.in(file)))) {
      // Each is refused with its long id: more than fits into what the system keeps for a client that does not read.
      String documents =
          IntStream.range(0, 10_000)
              .mapToObj(i -> "{\"id\":\"%d%s\"}".formatted(i, "i".repeat(500)))
              .collect(joining(","));
      byte[] body = "{\"documents\":[%s]}".formatted(documents).getBytes(UTF_8);
      for (int i = 0; i < 3; i++) {
        try (Socket socket = new Socket()) {
          socket.setReceiveBufferSize(1_024);
          socket.setSoLinger(true, 0);
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
          String head =
              "POST /v1/collections/c/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Content-Length: " + body.length + "\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(UTF_8));
          socket.getOutputStream().write(body, 0, i == 0 ? body.length / 2 : body.length);
          if (i == 2) {
            assertThat(socket.getInputStream().read()).isPositive();
          }
        }
      }
      for (int i = 0; i < 100 && server.answered() > 1; i++) {
        Thread.sleep(100);
      }
      assertThat(server.answered()).isEqualTo(1);
    }
    assertThat(lines(file).stream().mapToInt(line -> Math.max(1, line.at("/times").asInt())).sum()).isEqualTo(3);
  }

  @Test
  void refusals_of_one_kind_are_a_line_and_a_number_a_minute_and_push_nothing_out() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String reader = keys.create("reader", Role.READ, List.of(), null, null, Instant.now()).text();
    Path file = folder.resolve("audit.jsonl");
    AccessSettings access = new AccessSettings(keys.path(), null, List.of(), List.of(), false);
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(access).with(AuditTrail.in(file)))) {
      for (int i = 0; i < 40; i++) {
        send(server, "DELETE", "/v1/collections/c" + i, reader, "");
      }
      send(server, "PUT", "/v1/collections/c", reader, "");
      assertThat(lines(file)).hasSize(2);
    }
    List<JsonNode> lines = lines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().has("times")).isFalse();
    assertThat(lines.getLast().at("/action").asString()).isEqualTo("DELETE /v1/collections/{name}");
    assertThat(lines.getLast().at("/times").asInt()).isEqualTo(39);
  }

  @Test
  void what_was_counted_is_written_when_its_minute_is_over_and_what_was_done_is_written_always() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    AuditTrail trail = AuditTrail.in(file);
    for (int second : new int[] {0, 1, 59, 61}) {
      trail.add(refused(second));
    }
    trail.add(TrailEntry.ofCommand(Instant.ofEpochSecond(62), "test", "done"));
    trail.add(TrailEntry.ofCommand(Instant.ofEpochSecond(62), "test", "done"));
    trail.close();
    trail.close();
    assertThat(lines(file).stream().map(line -> line.at("/time").asString() + " " + line.at("/times").asInt()))
        .containsExactly(
            "1970-01-01T00:00:00Z 0",
            "1970-01-01T00:00:59Z 2",
            "1970-01-01T00:01:01Z 0",
            "1970-01-01T00:01:02Z 0",
            "1970-01-01T00:01:02Z 0");
  }

  private static TrailEntry refused(int second) {
    return new TrailEntry(
        Instant.ofEpochSecond(second), "id", "reader", "read", "127.0.0.1", "DELETE /x", "/x", 403, null);
  }

  @Test
  void a_full_file_is_renamed_and_the_oldest_are_deleted_whoever_writes() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    AuditTrail one = AuditTrail.in(file, 1_000);
    AuditTrail other = AuditTrail.in(file, 1_000);
    IntStream.range(0, 400)
        .parallel()
        .forEach(i -> (i % 2 == 0 ? one : other).add(TrailEntry.ofCommand(Instant.EPOCH, "test", "number " + i)));
    List<String> names = new ArrayList<>();
    try (var files = Files.list(folder)) {
      files.map(path -> path.getFileName().toString()).sorted().forEach(names::add);
    }
    assertThat(names)
        .hasSizeBetween(10, 12)
        .contains("audit.jsonl.1", "audit.jsonl.9")
        .doesNotContain("audit.jsonl.10");
    assertThat(Files.size(file.resolveSibling("audit.jsonl.1"))).isBetween(1_000L, 20_000L);
    for (String name : names) {
      if (!name.endsWith(".lock")) {
        assertThat(lines(folder.resolve(name))).isNotEmpty();
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_full_disk_holds_nobody_up_and_is_told_once() throws Exception {
    AuditTrail trail = AuditTrail.in(Path.of("/dev/full"));
    try (SeriousLog log = SeriousLog.open();
        TinyServer server = TinyServer.start(folder, TinyServer.local().with(trail))) {
      assertThat(server.send("PUT", "/v1/collections/c").statusCode()).isEqualTo(201);
      assertThat(server.send("DELETE", "/v1/collections/c").statusCode()).isEqualTo(204);
      assertThat(log.logged()).hasSize(1);
      assertThat(log.logged().getFirst())
          .contains("the audit log /dev/full cannot be written, and who did what is not kept: there is no room");
      assertThat(trail.lost()).isEqualTo(2);
    }
  }

  @Test
  void nothing_is_kept_of_people_without_names_unless_that_is_wanted() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(AuditTrail.in(file).ofNamedOnly()))) {
      server.send("PUT", "/v1/collections/c");
    }
    assertThat(file).doesNotExist();
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(AuditTrail.in(file)))) {
      server.send("PUT", "/v1/collections/c");
    }
    assertThat(lines(file).getFirst().at("/who").asString()).isEqualTo("anyone");
  }

  @Test
  void every_answer_has_an_id_that_problems_tell_too_and_only_a_trusted_proxy_may_choose_it() throws Exception {
    AccessSettings access = new AccessSettings(null, null, List.of(), List.of("127.0.0.1"), false);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(access))) {
      HttpResponse<String> problem = server.send("GET", "/v1/collections/nothing");
      assertThat(json(problem).at("/request_id").asString())
          .isEqualTo(problem.headers().firstValue("X-Request-Id").orElseThrow());
      HttpRequest given = HttpRequest.newBuilder(server.uri("/livez")).header("X-Request-Id", "from-nginx.7").build();
      assertThat(server.send(given).headers().firstValue("X-Request-Id")).hasValue("from-nginx.7");
      HttpRequest bad = HttpRequest.newBuilder(server.uri("/livez")).header("X-Request-Id", "no id").build();
      assertThat(server.send(bad).headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    }
    try (TinyServer server = TinyServer.start(folder)) {
      HttpRequest given = HttpRequest.newBuilder(server.uri("/livez")).header("X-Request-Id", "from-nginx.7").build();
      assertThat(server.send(given).headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void a_request_that_took_long_is_logged_with_the_parts_of_its_time_and_without_its_text() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger("io.doppel.server.requests");
    log.addHandler(handler);
    try (TinyServer server =
        TinyServer.start(
            folder, TinyServer.local().with(new LogSettings(false, Duration.ofMillis(1), Optional.empty())))) {
      server.post("/v1/collections/c/documents", "{\"documents\":[{\"id\":\"a\",\"text\":\"%s\"}]}".formatted(SECRET));
      server.post("/v1/collections/c/search", "{\"text\":\"%s\"}".formatted(SECRET));
    } finally {
      log.removeHandler(handler);
    }
    assertThat(lines)
        .anyMatch(line ->
            line.matches(
                "slow: POST /v1/collections/c/search 200 [0-9.]+ ms "
                    + "\\(wait [0-9.]+, encode [0-9.]+, find [0-9.]+.*\\) anyone 127.0.0.1"))
        .noneMatch(line -> line.contains(SECRET));
  }

  private static List<JsonNode> lines(Path file) throws Exception {
    return Files.readAllLines(file).stream().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private static HttpResponse<String> send(TinyServer server, String method, String path, String key, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return server.send(request.build());
  }
}
