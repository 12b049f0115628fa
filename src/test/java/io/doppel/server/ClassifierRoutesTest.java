package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.classification.example.ExampleSet;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Labels by examples over HTTP.
class ClassifierRoutesTest extends ThingsServed {

  private static final String DESK = "/v1/classifiers/desk";

  @BeforeEach
  void enrol() throws Exception {
    HttpResponse<String> put =
        server.send(
            "PUT",
            DESK,
            """
            {"examples":[{"label":"pets","text":"the dog and the cat"},{"label":"pets","text":"a cat with a bird"},
              {"label":"money","text":"bank card and account"},{"label":"money","text":"pay with a card"}]}
            """);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(json(put).at("/examples").asInt()).isEqualTo(4);
  }

  private JsonNode classify(String text) throws Exception {
    return server.post(DESK + "/classify", "{\"texts\":[\"%s\"],\"head\":\"prototypes\"}".formatted(text));
  }

  @Test
  void a_label_comes_with_its_reason_and_an_unrelated_text_is_rejected() throws Exception {
    JsonNode answer = server.post(DESK + "/classify", "{\"texts\":[\"the cat and a dog\",\"energy theory\"]}");
    assertThat(answer.at("/texts/0/label").asString()).isEqualTo("pets");
    assertThat(answer.at("/texts/0/rejected").asBoolean()).isFalse();
    assertThat(answer.at("/texts/0/nearest/0/text").asString()).isEqualTo("the dog and the cat");
    assertThat(answer.at("/texts/1/rejected").asBoolean()).isTrue();
    assertThat(answer.at("/cutoff/basis").asString()).isEqualTo("model");
  }

  @Test
  void a_correction_is_learned_at_once() throws Exception {
    assertThat(classify("a guitar").at("/texts/0/rejected").asBoolean()).isTrue();
    server.post(DESK + "/examples", "{\"examples\":[{\"label\":\"music\",\"text\":\"a guitar\"}]}");
    assertThat(classify("a guitar").at("/texts/0/label").asString()).isEqualTo("music");
    JsonNode moved =
        server.post(DESK + "/examples", "{\"examples\":[{\"label\":\"pets\",\"text\":\"a guitar\"}]}");
    assertThat(moved.at("/labels").size()).isEqualTo(2);
    assertThat(classify("a guitar").at("/texts/0/label").asString()).isEqualTo("pets");
    JsonNode left = server.post(DESK + "/examples/delete", "{\"labels\":[\"money\"],\"texts\":[\"a guitar\"]}");
    assertThat(left.at("/examples").asInt()).isEqualTo(2);
    assertThat(server.get(DESK + "/examples?label=pets&limit=1").at("/total").asInt()).isEqualTo(2);
  }

  @Test
  void the_names_of_labels_become_examples_where_that_is_wanted() throws Exception {
    JsonNode named =
        server.post(
            DESK + "/examples",
            "{\"names\":true,\"examples\":[{\"label\":\"play_guitar\",\"text\":\"piano and drum\"}]}");
    assertThat(named.at("/examples").asInt()).isEqualTo(4 + 1 + 3);
    assertThat(server.get(DESK + "/examples?label=play_guitar").at("/examples").valueStream())
        .extracting(each -> each.at("/text").asString())
        .containsExactly("piano and drum", "play guitar");
    assertThat(server.post(DESK + "/examples", "{\"names\":true}").at("/examples").asInt()).isEqualTo(8);
    HttpResponse<String> absent = server.send("POST", "/v1/classifiers/none/examples", "{\"names\":true}");
    assertThat(absent.statusCode()).isEqualTo(404);
    assertWrong("/examples", "{\"names\":false}", "/examples");
  }

  @Test
  void examples_that_leave_no_room_for_names_change_nothing() throws Exception {
    String most =
        IntStream.range(0, ExampleSet.MAX)
            .mapToObj("{\"label\":\"all pets\",\"text\":\"%d\"}"::formatted)
            .collect(Collectors.joining(",", "{\"names\":true,\"examples\":[", "]}"));
    assertThat(server.send("PUT", DESK, most).statusCode()).isEqualTo(400);
    assertThat(server.send("POST", DESK + "/examples", most).statusCode()).isEqualTo(400);
    assertThat(server.get(DESK).at("/examples").asInt()).isEqualTo(4);
  }

  @Test
  void a_request_that_is_refused_has_forgotten_nothing() throws Exception {
    HttpResponse<String> refused =
        server.send("POST", DESK + "/examples/delete", "{\"labels\":[\"pets\"],\"texts\":[null]}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(server.get(DESK + "/examples?label=pets").at("/total").asInt()).isPositive();
  }

  @Test
  void claims_are_verified_and_measured() throws Exception {
    assertThat(
            server.post(DESK + "/verify", "{\"text\":\"the dog and a cat\",\"label\":\"pets\"}").at("/accepted"))
        .hasToString("true");
    assertThat(server.post(DESK + "/verify", "{\"text\":\"a dog\",\"other\":\"rain and snow\"}").at("/accepted"))
        .hasToString("false");
    JsonNode measures = server.get(DESK + "/measures");
    assertThat(measures.at("/choice/held_out").asInt()).isEqualTo(4);
    assertThat(measures.at("/claims/equal_error_rate").isNumber()).isTrue();
    JsonNode map = server.get(DESK + "/map");
    assertThat(map.at("/points").size()).isEqualTo(4);
    assertThat(server.get(DESK + "/map")).isEqualTo(map);
  }

  @Test
  void a_classifier_is_listed_until_it_is_deleted_and_its_collection_with_it() throws Exception {
    assertThat(server.get("/v1/classifiers").at("/classifiers/0/name").asString()).isEqualTo("desk");
    assertThat(server.send("DELETE", DESK).statusCode()).isEqualTo(204);
    assertThat(json(server.send("GET", DESK)).at("/code").asString()).isEqualTo("classifier_not_found");
    assertThat(server.send("GET", "/v1/collections/desk").statusCode()).isEqualTo(404);
    assertThat(server.send("DELETE", "/v1/classifiers/things").statusCode()).isEqualTo(404);
    assertThat(server.send("GET", "/v1/collections/things").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_wrong_is_told_by_its_place_and_changes_nothing() throws Exception {
    assertWrong("/examples", "{\"examples\":[]}", "/examples");
    assertWrong("/examples", "{\"examples\":[{\"label\":\"a\",\"text\":\"b\"},{\"text\":\"c\"}]}", "/examples/1/label");
    assertWrong("/examples", "{\"examples\":[{\"label\":\"a\",\"text\":\" \"}]}", "/examples/0/text");
    assertWrong("/classify", "{\"texts\":[\"dog\",\"\"]}", "/texts/1");
    assertWrong("/classify", "{\"texts\":[\"dog\"],\"head\":\"tree\"}", "/head");
    assertWrong("/classify", "{\"texts\":[\"dog\"],\"false_accept\":1}", "/false_accept");
    assertWrong("/classify", "{\"texts\":[\"dog\"],\"false_accept\":0.001}", "/false_accept");
    assertWrong("/verify", "{\"text\":\"dog\"}", "/label");
    assertWrong("/verify", "{\"text\":\"dog\",\"label\":\"nobody\"}", "/label");
    assertWrong("/verify", "{\"text\":\"dog\",\"label\":\"pets\",\"other\":\"cat\"}", "/other");
    assertThat(server.get(DESK).at("/examples").asInt()).isEqualTo(4);
  }

  private static void assertWrong(String route, String body, String pointer) throws Exception {
    HttpResponse<String> response = server.send("POST", DESK + route, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/errors/0/pointer").asString()).as(response.body()).isEqualTo(pointer);
  }

  @Test
  void the_best_head_for_many_examples_is_found_by_a_job_and_prototypes_answer_meanwhile() throws Exception {
    StringBuilder examples = new StringBuilder("{\"label\":\"pets\",\"text\":\"the cat and a dog\"}");
    for (int i = 0; i < 240; i++) {
      examples.append(",{\"label\":\"l%d\",\"text\":\"number %d of the week %d\"}".formatted(i % 60, i, i % 60));
    }
    server.post(DESK + "/examples", "{\"examples\":[" + examples + "]}");
    JsonNode first = server.post(DESK + "/classify", "{\"texts\":[\"the cat and a dog\"]}");
    assertThat(first.at("/head").asString()).isEqualTo("prototypes");
    assertThat(first.at("/choosing").asBoolean()).isTrue();
    assertThat(first.at("/texts/0/label").asString()).isEqualTo("pets");
    JsonNode last = server.get("/v1/jobs").at("/jobs/0");
    assertThat(last.at("/kind").asString()).isEqualTo("head_choice");
    while (last.at("/state").asString().equals("running")) {
      Thread.sleep(20);
      last = server.get("/v1/jobs/" + last.at("/id").asString());
    }
    assertThat(last.at("/state").asString()).as(last.toString()).isEqualTo("done");
    JsonNode then = server.post(DESK + "/classify", "{\"texts\":[\"the cat and a dog\"]}");
    assertThat(then.at("/choosing").asBoolean()).isFalse();
    assertThat(then.at("/head")).isEqualTo(server.get(DESK + "/measures").at("/choice/head"));
  }
}
