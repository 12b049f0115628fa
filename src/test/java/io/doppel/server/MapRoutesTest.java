package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.job.JobKind;
import io.doppel.engine.job.JobLimits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The map over HTTP.
class MapRoutesTest {

  private static final String MAP = "/v1/collections/things/map";

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_map_stays_the_same_until_its_collection_changes() throws Exception {
    put("ship", "The ship is on the sea.");
    put("dog", "A dog and a cat live in the house.");
    JsonNode first = map("");
    assertThat(first.at("/state").asString()).isEqualTo("done");
    assertThat(first.at("/map/documents").asInt()).isEqualTo(2);
    assertThat(first.at("/map/points").size()).isEqualTo(2);
    assertThat(map("")).isEqualTo(first);
    assertThat(map("?limit=1").at("/map/points").size()).isEqualTo(1);
    put("cat", "The cat is in the house.");
    assertThat(map("").at("/map/points").size()).isEqualTo(3);
  }

  @Test
  void a_text_is_put_beside_the_document_that_says_the_same() throws Exception {
    put("ship", "The ship is on the sea.");
    put("dog", "A dog and a cat live in the house.");
    JsonNode place = json(server.send("POST", MAP + "/place", "{\"text\":\"A ship is on the sea.\"}"));
    assertThat(place.at("/nearest/0/id").asString()).isEqualTo("ship");
  }

  @Test
  void what_cannot_be_drawn_is_refused_with_a_sentence() throws Exception {
    server.send("PUT", "/v1/collections/things");
    HttpResponse<String> empty = server.send("GET", MAP);
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(json(empty).at("/detail").asString())
        .isEqualTo("collection \"things\" is empty; there is nothing to draw");
    assertThat(server.get(MAP + "?limit=0").at("/detail").asString()).isEqualTo("limit must be 1 to 20000, got 0");
    assertThat(server.get(MAP + "?seed=x").at("/detail").asString()).isEqualTo("seed must be a number, got \"x\"");
  }

  @Test
  void whoever_draws_maps_of_one_collection_stops_no_drawing_of_another() throws Exception {
    put("ship", "The ship is on the sea.");
    assertThat(
            server
                .send(
                    "POST",
                    "/v1/collections/others/documents",
                    "{\"documents\":[{\"id\":\"dog\",\"text\":\"A dog lives in the house.\"}]}")
                .statusCode())
        .isEqualTo(200);
    CountDownLatch end = new CountDownLatch(1);
    JobKind<String> kind = new JobKind<>("blocking", JobKind.Repetition.BESIDE, _ -> 0, result -> result);
    for (int i = 0; i < JobLimits.STANDARD.running(); i++) {
      server
          .doppel()
          .jobs()
          .start(
              kind,
              "blocked",
              0,
              (_, cancelled) -> {
                while (!cancelled.getAsBoolean() && !isOver(end)) {}
                return "";
              });
    }
    String id = server.get(MAP).at("/id").asString();
    for (int seed = 0; seed < 5; seed++) {
      assertThat(server.send("GET", "/v1/collections/others/map?seed=" + seed).statusCode()).isEqualTo(202);
    }
    assertThat(server.get("/v1/jobs/" + id).at("/state").asString()).isEqualTo("waiting");
    assertThat(server.get("/v1/jobs").toString().split("\"kind\":\"map\"", -1)).hasSize(1 + 1 + 3);
    end.countDown();
    assertThat(map("").at("/id").asString()).isEqualTo(id);
  }

  private static boolean isOver(CountDownLatch end) {
    try {
      return end.await(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void put(String id, String text) throws Exception {
    String body = "{\"documents\":[{\"id\":\"%s\",\"text\":\"%s\"}]}".formatted(id, text);
    assertThat(server.send("POST", "/v1/collections/things/documents", body).statusCode()).isEqualTo(200);
  }

  private JsonNode map(String query) throws Exception {
    HttpResponse<String> response = server.send("GET", MAP + query);
    while (response.statusCode() == 202) {
      response = server.send("GET", MAP + query);
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }
}
