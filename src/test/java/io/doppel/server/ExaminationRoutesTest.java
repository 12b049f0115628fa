package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Document;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The examination of a collection over HTTP.
class ExaminationRoutesTest {

  private static final String EXAMINE = "/v1/collections/nature/examine";
  private static final List<String> NATURE = List.of("tree", "sea", "river", "rain", "snow", "wind", "bird", "moon");
  private static final List<String> TRADE = List.of("bank", "price", "ticket", "money", "order", "hotel", "card");

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      documents.add(new Document("d" + i, "", text(NATURE, i), Map.of("half", String.valueOf(i % 2))));
    }
    TinyDoppel.add(server.doppel(), "nature", documents.toArray(Document[]::new));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String text(List<String> words, int seed) {
    return IntStream.range(0, 6)
        .mapToObj(j -> words.get((seed * seed + j * (seed + 1)) % words.size()))
        .collect(Collectors.joining(" "));
  }

  private static String texts(List<String> words) {
    return IntStream.range(0, 40)
        .mapToObj(i -> "\"" + text(words, i) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private JsonNode examined(String body) throws Exception {
    HttpResponse<String> begun = server.send("POST", EXAMINE, body);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    JsonNode job = server.get(EXAMINE);
    while (job.at("/state").asString().equals("running")) {
      Thread.sleep(20);
      job = server.get(EXAMINE);
    }
    assertThat(job.at("/state").asString()).as(job.toString()).isEqualTo("done");
    assertThat(job.at("/progress").asDouble()).isEqualTo(1);
    return job.at("/result");
  }

  private static double value(JsonNode result, String subject, String measure) {
    return result.at("/measures").valueStream()
        .filter(
            each -> each.at("/subject").asString().equals(subject) && each.at("/measure").asString().equals(measure))
        .findFirst()
        .orElseThrow()
        .at("/value")
        .asDouble();
  }

  @Test
  void an_examination_runs_in_the_background_and_tells_what_came_of_it_also_to_prometheus() throws Exception {
    assertThat(server.get(EXAMINE).at("/state").asString()).isEqualTo("none");
    assertThat(server.send("GET", "/metrics").body()).doesNotContain("doppel_examination_recall_ratio{");
    JsonNode result =
        examined("{\"sample\":50,\"by\":[\"half\"],\"alarm\":0.01,\"against\":%s}".formatted(texts(TRADE)));
    assertThat(result.at("/documents").asInt()).isEqualTo(60);
    assertThat(result.at("/texts").asInt()).isEqualTo(50);
    assertThat(result.at("/alarm").asBoolean()).isTrue();
    assertThat(value(result, "capitals", "recall@1")).isEqualTo(1);
    assertThat(value(result, "half=1", "legibility")).isEqualTo(1);
    assertThat(value(result, "new", "p_value")).isEqualTo(.001);
    String metrics = server.send("GET", "/metrics").body();
    assertThat(metrics)
        .contains("doppel_examination_recall_ratio{change=\"capitals\",collection=\"nature\"} 1.0")
        .contains("doppel_examination_standard_similarity{change=\"typos 5 %\",collection=\"nature\"}")
        .contains("doppel_examination_drift_p_value{collection=\"nature\"} 0.001")
        .contains("doppel_examination_rejected_ratio{collection=\"nature\"}")
        .contains("doppel_examination_timestamp_seconds{collection=\"nature\"}");

    JsonNode later = examined("{\"sample\":50,\"new\":{\"field\":\"half\",\"is\":\"1\"}}");
    assertThat(later.at("/texts").asInt()).isEqualTo(30);
    assertThat(value(later, "new", "p_value")).isBetween(.001, 1.0);

    assertThat(server.send("DELETE", EXAMINE).statusCode()).isEqualTo(204);
    assertThat(server.get(EXAMINE).at("/state").asString()).isEqualTo("none");
  }

  @Test
  void without_new_texts_there_is_neither_drift_nor_an_alarm() throws Exception {
    JsonNode result = examined("{\"sample\":20}");
    assertThat(result.has("alarm")).isFalse();
    assertThat(result.at("/measures").valueStream()).noneMatch(each -> each.at("/task").asString().equals("drift"));
    assertThat(examined("{\"sample\":20}").at("/measures")).isEqualTo(result.at("/measures"));
  }

  @Test
  void what_cannot_be_examined_is_refused_before_anything_begins() throws Exception {
    assertRefused(400, "sample must be 10 to 2000, got 9", "{\"sample\":9}");
    assertRefused(400, "no document has a field \\\"author\\\"; there are: half", "{\"by\":[\"author\"]}");
    assertRefused(400, "an alarm needs new texts to hold against the collection", "{\"alarm\":0.1}");
    assertRefused(
        400, "no document of the collection is new by that filter", "{\"new\":{\"field\":\"half\",\"is\":\"3\"}}");
    assertRefused(400, "against[1] must not be empty", "{\"against\":[\"a\",\" \"]}");
    assertThat(server.get("/v1/jobs").at("/jobs").size()).isZero();
    server.doppel().openOrCreate(new CollectionName("empty"));
    HttpResponse<String> empty = server.send("POST", "/v1/collections/empty/examine", "{}");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(json(empty).at("/code").asString()).isEqualTo("collection_empty");
  }

  private void assertRefused(int status, String sentence, String body) throws Exception {
    HttpResponse<String> refused = server.send("POST", EXAMINE, body);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(refused.body()).contains(sentence);
  }
}
