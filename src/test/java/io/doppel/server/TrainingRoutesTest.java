package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.engine.TinyDoppel;
import io.doppel.models.ModelName;
import io.doppel.models.Staging;
import io.doppel.text.Document;
import io.doppel.training.JudgedPairs;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Training for a collection: begun, followed, compared, adopted or discarded.
class TrainingRoutesTest {

  private static final String TRAIN = "/v1/collections/things/train";
  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    TinyDoppel.add(
        server.doppel(),
        "things",
        Document.of("a", "the dog and the people of the week"),
        Document.of("b", "a ship on the sea"),
        new Document("c", "Week and year", "the cat in the room of the man", Map.of()));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String request(Map<String, Object> values) {
    return JsonMapper.shared().writeValueAsString(values);
  }

  private static String wanted(String name, double epochs) {
    return request(
        Map.of("name", name, "kind", "pairs", "examples", JudgedPairs.lines(600), "epochs", epochs, "seed", 3));
  }

  private JsonNode ended() throws Exception {
    JsonNode job = server.get(TRAIN);
    while (job.path("state").asString().equals("running")) {
      Thread.sleep(20);
      job = server.get(TRAIN);
    }
    return job;
  }

  private List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("models"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void a_model_is_trained_compared_and_adopted_and_the_collection_goes_on_with_it() throws Exception {
    HttpResponse<String> begun = server.send("POST", TRAIN, wanted("mine", 20));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String id = json(begun).path("id").asString();
    JsonNode job = ended();
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
    OpenApi api = new OpenApi(new YAMLMapper().readTree(Files.readString(Path.of("docs/openapi.yaml"))));
    assertThat(api.faults(job, api.schema("LastTraining"))).as(job.toString()).isEmpty();
    JsonNode result = job.path("result");
    assertThat(result.path("state").asString()).isEqualTo("waiting");
    assertThat(result.path("base").asString()).isEqualTo("tiny");
    assertThat(result.at("/task/after").asDouble()).isGreaterThan(result.at("/task/before").asDouble());

    List<JsonNode> events =
        server.get("/v1/jobs/" + id).path("events").valueStream().map(event -> event.path("value")).toList();
    assertThat(events.getFirst().path("event").asString()).isEqualTo("beginning");
    assertThat(events.getFirst().path("train").asInt()).isGreaterThan(100);
    JsonNode last = events.getLast();
    assertThat(last.path("event").asString()).isEqualTo("step");
    assertThat(last.path("loss").isNumber() && last.path("dev").isNumber()).isTrue();
    assertThat(server.get("/v1/jobs/" + id).path("total").asInt()).isEqualTo(last.path("steps").asInt());

    assertThat(models()).as("what nobody has adopted is no model").doesNotContain("mine");
    JsonNode compared = server.post(TRAIN + "/compare", "{\"text\":\"a cat\",\"k\":2}");
    assertThat(api.faults(compared, api.schema("ModelsCompared"))).as(compared.toString()).isEmpty();
    assertThat(compared.path("before").size()).isEqualTo(2);
    assertThat(compared.path("after").size()).isEqualTo(2);
    assertThat(compared.at("/before/0/similarity").asDouble())
        .isNotEqualTo(compared.at("/after/0/similarity").asDouble());

    HttpResponse<String> adopted = server.send("POST", TRAIN + "/adopt", "{\"anyway\":true}");
    assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(202);
    String reindex = json(adopted).path("id").asString();
    JsonNode end = server.get("/v1/jobs/" + reindex);
    while (end.path("finished_at").isNull()) {
      Thread.sleep(20);
      end = server.get("/v1/jobs/" + reindex);
    }
    assertThat(end.path("state").asString()).as(end.toString()).isEqualTo("done");
    assertThat(server.get("/v1/collections/things").path("model").asString()).isEqualTo("mine");
    assertThat(server.get(TRAIN).at("/result/state").asString()).isEqualTo("adopted");
    assertThat(models()).contains("mine", "tiny");
    JsonNode found = server.post("/v1/collections/things/search", "{\"text\":\"a cat\",\"mode\":\"dense\"}");
    assertThat(found.at("/hits/0/similarity").asDouble())
        .isCloseTo(compared.at("/after/0/similarity").asDouble(), within(1e-3));

    // Both models at once, asked the same, before one decides.
    JsonNode copying =
        server.post("/v1/collections/things/reindex", "{\"model\":\"tiny\",\"as\":\"things-before\"}");
    assertThat(copying.at("/state").asString()).as(copying.toString()).isIn("running", "done");
    while (server.get("/v1/collections/things/reindex").at("/state").asString().equals("running")) {
      Thread.sleep(20);
    }
    JsonNode both =
        server.post(
            "/v1/collections/things/search",
            "{\"text\":\"a ship on the sea\",\"compare_with\":\"things-before\"}");
    assertThat(server.get("/v1/collections/things").at("/model").asString()).isEqualTo("mine");
    assertThat(both.at("/comparison/model").asString()).isEqualTo("tiny");
    assertThat(both.at("/comparison/hits")).hasSameSizeAs(both.at("/hits")).isNotEmpty();
    String again = "/v1/collections/things/reindex";
    assertThat(server.send("POST", again, "{\"model\":\"tiny\",\"as\":\"things\"}").body())
        .contains("there is a collection \\\"things\\\" already");
    assertThat(server.send("POST", again, "{\"model\":\"other\",\"as\":\"x\"}").body())
        .contains("the model must be \\\"tiny\\\"");
    assertThat(
            server.send("POST", "/v1/collections/things/search", "{\"text\":\"a\",\"compare_with\":\"no\"}").body())
        .contains("there is no collection \\\"no\\\"");
    server.post("/v1/collections/things/reindex", "{\"model\":\"tiny\"}");
    while (!server.get("/v1/collections/things").path("model").asString().equals("tiny")) {
      Thread.sleep(20);
    }
  }

  @Test
  void a_collection_is_opened_with_the_model_that_made_it_also_by_the_next_program() throws Exception {
    server.send("POST", TRAIN, wanted("mine", 1));
    ended();
    String id = json(server.send("POST", TRAIN + "/adopt", "{\"anyway\":true}")).path("id").asString();
    while (server.get("/v1/jobs/" + id).path("finished_at").isNull()) {
      Thread.sleep(20);
    }
    server.close();
    server = TinyServer.start(folder);
    JsonNode collection = server.get("/v1/collections").at("/collections/0");
    while (collection.path("state").asString().equals("opening")) {
      collection = server.get("/v1/collections").at("/collections/0");
    }
    assertThat(collection.path("model").asString()).as(collection.toString()).isEqualTo("mine");
    assertThat(server.send("POST", "/v1/collections/things/reindex").statusCode()).isIn(200, 202);
    assertThat(server.get("/v1/collections/things").path("model").asString()).isEqualTo("mine");
    HttpResponse<String> none = server.send("POST", "/v1/collections/things/reindex", "{\"model\":\"other\"}");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains("the model must be \\\"tiny\\\"");
  }

  @Test
  void what_is_no_better_is_refused_and_what_is_discarded_leaves_nothing() throws Exception {
    server.send("POST", TRAIN, wanted("mine", 0.01));
    JsonNode result = ended().path("result");
    assertThat(result.path("better").asBoolean()).as(result.toString()).isFalse();
    assertThat(result.path("reason").asString()).contains("held-out examples");
    HttpResponse<String> refused = server.send("POST", TRAIN + "/adopt");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).path("code").asString()).isEqualTo("not_better");

    assertThat(server.send("DELETE", TRAIN).statusCode()).isEqualTo(204);
    assertThat(models()).containsExactly("tiny");
    assertThat(server.get(TRAIN).path("state").asString()).isEqualTo("none");
    HttpResponse<String> gone = server.send("POST", TRAIN + "/compare", "{\"text\":\"a cat\"}");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("code").asString()).isEqualTo("no_candidate");
  }

  @Test
  void a_training_that_is_stopped_leaves_no_half_model_and_one_at_a_time_is_enough() throws Exception {
    String id = json(server.send("POST", TRAIN, wanted("mine", 1000))).path("id").asString();
    while (server.get("/v1/jobs/" + id).path("done").asInt() == 0) {
      Thread.sleep(10);
    }
    TinyDoppel.add(server.doppel(), "others", Document.of("a", "the dog"));
    HttpResponse<String> second = server.send("POST", "/v1/collections/others/train", wanted("yours", 1));
    assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
    assertThat(server.send("DELETE", "/v1/jobs/" + id).statusCode()).isEqualTo(204);
    assertThat(server.get("/v1/jobs/" + id).path("state").asString()).isEqualTo("cancelled");
    assertThat(models()).containsExactly("tiny");
    server.send("POST", TRAIN, wanted("mine", 0.1));
    assertThat(ended().path("state").asString()).isEqualTo("done");
    server.close();
    assertThat(models()).as("a candidate ends with the server").containsExactly("tiny");
    server = TinyServer.start(folder);
  }

  @Test
  void what_cannot_be_trained_is_refused_with_a_sentence_before_anything_begins() throws Exception {
    assertRefused(Map.of("kind", "pairs", "examples", "x"), "name is missing");
    assertRefused(Map.of("name", "../up"), "a model's name is");
    assertRefused(Map.of("name", "tiny", "kind", "pairs", "examples", JudgedPairs.lines(100)), "there is a model");
    assertRefused(Map.of("name", "mine"), "nothing was decided about pairs of this collection");
    assertRefused(Map.of("name", "mine", "kind", "poems", "examples", "x"), "kind must be one of pairs");
    assertRefused(Map.of("name", "mine", "kind", "pairs", "examples", "a\tb\n"), "line 1");
    assertRefused(Map.of("name", "mine", "kind", "pairs", "examples", JudgedPairs.lines(5)), "at least 10 examples");
    String pairs = JudgedPairs.lines(100);
    assertRefused(
        Map.of("name", "mine", "kind", "pairs", "examples", pairs, "method", "magic"), "the method is adapter");
    assertRefused(Map.of("name", "mine", "kind", "pairs", "examples", pairs, "loss", "none"), "none");
    assertRefused(Map.of("name", "mine", "kind", "pairs", "examples", pairs, "epochs", -1), "epochs must be");
    assertRefused(Map.of("name", "mine", "kind", "classes", "examples", "a\tb\n".repeat(100_001)), "more than 100000");
    assertRefused(
        Map.of("name", "mine", "kind", "pairs", "examples", pairs, "file", "a\nWARNING: b"), "no control characters");
    assertThat(models()).containsExactly("tiny");
    assertThat(server.send("POST", "/v1/collections/nowhere/train", wanted("mine", 1)).statusCode()).isEqualTo(404);
  }

  private void assertRefused(Map<String, Object> values, String sentence) throws Exception {
    HttpResponse<String> refused = server.send("POST", TRAIN, request(values));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(refused).path("detail").asString()).contains(sentence);
  }

  @Test
  void what_another_process_has_come_to_under_the_same_name_stays() throws Exception {
    Path models = folder.resolve("models");
    Path checkpoint = models.resolve(".mine.checkpoint");
    try (Staging other = Staging.open(models, new ModelName("mine"))) {
      Files.writeString(checkpoint, "far");
      server.send("POST", TRAIN, wanted("mine", 1));
      JsonNode job = ended();
      assertThat(job.path("state").asString()).isEqualTo("failed");
      assertThat(job.path("error").asString()).contains("another process is making mine");
      assertThat(checkpoint).exists();
      other.discard();
    }
    Files.delete(checkpoint);
  }

  @Test
  void what_a_run_has_come_to_is_kept_until_somebody_decides() throws Exception {
    server.send("POST", TRAIN, wanted("mine", 1));
    assertThat(ended().path("state").asString()).isEqualTo("done");
    assertThat(models()).contains(".mine.checkpoint");
    assertThat(server.send("DELETE", TRAIN).statusCode()).isEqualTo(204);
    assertThat(models()).containsExactly("tiny");
  }
}
