package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is done to collections in the background, and how one hears of it.
class UpkeepRoutesTest {

  private static final String THINGS = "/v1/collections/things";

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    TinyDoppel.add(
        server.doppel(),
        "things",
        Document.of("a", "the dog and the cat"),
        Document.of("b", "a ship on the sea"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_small_collection_is_compacted_and_reindexed_while_one_waits() throws Exception {
    for (String job : new String[] {"/compact", "/reindex"}) {
      assertThat(server.get(THINGS + job).at("/state").asString()).isEqualTo("none");
      HttpResponse<String> done = server.send("POST", THINGS + job);
      assertThat(done.statusCode()).as(done.body()).isIn(200, 202);
      while (server.get(THINGS + job).at("/state").asString().equals("running")) {
        Thread.sleep(20);
      }
      JsonNode last = server.get(THINGS + job);
      assertThat(last.at("/state").asString()).isEqualTo("done");
      assertThat(last.at("/progress").asDouble()).isEqualTo(1);
      assertThat(last.at("/error").isNull()).isTrue();
    }
    assertThat(server.get(THINGS + "/upkeep").at("/segments").asInt()).isEqualTo(1);
    assertThat(server.get(THINGS + "/upkeep").at("/passport/model").asString()).isEqualTo("tiny");
    assertThat(server.get(THINGS).at("/documents").asInt()).isEqualTo(2);
  }

  @Test
  void what_is_not_there_is_not_reindexed() throws Exception {
    for (String job : new String[] {"/compact", "/reindex"}) {
      HttpResponse<String> none = server.send("POST", "/v1/collections/none" + job);
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(json(none).at("/code").asString()).isEqualTo("collection_not_found");
    }
  }

  @Test
  void stopping_what_does_not_run_changes_nothing() throws Exception {
    assertThat(server.send("DELETE", THINGS + "/reindex").statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", THINGS + "/compact").statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", THINGS + "/indexing").statusCode()).isEqualTo(204);
    assertThat(server.get(THINGS).at("/state").asString()).isEqualTo("ready");
  }

  @Test
  void who_listens_hears_of_every_change() throws Exception {
    HttpResponse<InputStream> stream = server.listen("/v1/events");
    assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(event(lines, "collections").at("/collections/0/documents").asInt()).isEqualTo(2);
      TinyDoppel.add(server.doppel(), "things", Document.of("c", "a tree"));
      JsonNode told = event(lines, "collections");
      while (told.at("/collections/0/documents").asInt() != 3) {
        told = event(lines, "collections");
      }
      server.doppel().delete(new CollectionName("things"));
      while (!told.at("/collections").isEmpty()) {
        told = event(lines, "collections");
      }
    }
  }

  @Test
  void who_listens_hears_of_the_jobs_as_well() throws Exception {
    HttpResponse<InputStream> stream = server.listen("/v1/events");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(event(lines, "jobs").path("jobs").size()).isZero();
      String id = json(server.send("POST", "/v1/collections/things/compact")).path("id").asString();
      JsonNode job = event(lines, "jobs").at("/jobs/0");
      assertThat(job.path("id").asString()).isEqualTo(id);
      assertThat(job.path("kind").asString()).isEqualTo("compact");
      assertThat(job.path("result").isNull()).isTrue();
    }
  }

  /// The data of the next event of that name.
  private static JsonNode event(BufferedReader lines, String name) throws IOException {
    String named = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event:")) {
        named = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:") && named.equals(name)) {
        return JsonMapper.shared().readTree(line.substring("data:".length()));
      }
    }
    throw new AssertionError("the events have come to an end");
  }

  @Test
  void a_server_stops_at_once_though_somebody_listens() throws Exception {
    try (InputStream events = server.listen("/v1/events").body()) {
      assertThat(events.read()).isNotEqualTo(-1);
      server.close();
      assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8)).contains("collections");
    }
  }
}
