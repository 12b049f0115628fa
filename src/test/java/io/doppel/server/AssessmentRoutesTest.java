package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people say about cases, over HTTP.
class AssessmentRoutesTest extends ThingsServed {

  private static final String COPIED =
      "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
  private static final String SOURCE = "The king is old. " + COPIED;
  private static final String TEXT = "I like music and I play guitar. 😀 " + COPIED + " My friend plays piano.";

  private static JsonNode check(String collection, String text) throws Exception {
    return server.post(
        "/v1/collections/%s/plagiarism".formatted(collection),
        JsonMapper.shared().writeValueAsString(Map.of("text", text)));
  }

  private static void fill(String collection) throws Exception {
    server.post(
        "/v1/collections/%s/documents".formatted(collection),
        JsonMapper.shared()
            .writeValueAsString(Map.of("documents", List.of(Map.of("id", "bridge", "text", SOURCE)))));
  }

  private static JsonNode assess(String collection, JsonNode check, JsonNode found, String ruling, long version)
      throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("check", check.at("/id").asString());
    for (String name : List.of("this_offset", "this_length", "source_offset", "source_length")) {
      body.put(name, found.path(name).asInt());
    }
    body.put("source", found.path("source").asString());
    body.put("ruling", ruling);
    body.put("note", "seen by me");
    body.put("version", version);
    return server.post(
        "/v1/collections/%s/plagiarism/assessments".formatted(collection),
        JsonMapper.shared().writeValueAsString(body));
  }

  @Test
  void what_is_cited_is_left_out_of_this_check_and_the_next_of_a_revision_until_it_is_taken_back() throws Exception {
    fill("judged");
    JsonNode check = check("judged", TEXT);
    JsonNode said = assess("judged", check, check.at("/cases/0"), "cited", 0);
    assertThat(said.at("/ruling").asString()).isEqualTo("cited");
    assertThat(said.at("/this_text").asString()).isEqualTo(COPIED);
    String revised =
        "Today is Monday, and it rains. "
            + TEXT.replace(COPIED, COPIED.substring(0, COPIED.length() - 1) + " below.");
    for (JsonNode after :
        List.of(
            server.get("/v1/collections/judged/plagiarism/results/" + check.at("/id").asString()),
            check("judged", TEXT),
            check("judged", revised))) {
      assertThat(after.at("/coverage").asDouble()).isZero();
      assertThat(after.at("/coverage_with_left_out").asDouble()).isGreaterThan(.4);
      assertThat(after.at("/cases")).isEmpty();
      assertThat(after.at("/left_out/0/left_out").asString()).isEqualTo("assessment");
      assertThat(after.at("/left_out/0/assessment")).isEqualTo(said);
      assertThat(after.at("/sources/0/cases").asInt()).isZero();
    }
    assertThat(check("judged", "Every guide of this town says one thing. " + COPIED + " That is all they say here."
            + " But I have been there in the winter, and there was nobody at all on the bridge, nor any water below.")
        .at("/cases"))
        .as("another text has to cite for itself")
        .hasSize(1);
    String all = "/v1/collections/judged/plagiarism/assessments";
    assertThat(server.get(all).at("/assessments/0")).isEqualTo(said);
    assertThat(server.get(all).at("/total").asInt()).isEqualTo(1);
    assertThat(server.send("DELETE", all + "/1").statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", all + "/1").statusCode()).isEqualTo(404);
    assertThat(check("judged", TEXT).at("/cases/0/assessment").isMissingNode()).isTrue();
  }

  @Test
  void what_is_accepted_counts_also_where_it_would_be_left_out() throws Exception {
    fill("counted");
    String quoted = "I like music. “" + COPIED + "” (Lee 1999, p. 7) My friend plays piano.";
    String body =
        JsonMapper.shared()
            .writeValueAsString(Map.of("text", quoted, "leave_out", Map.of("quotations", true)));
    JsonNode check = server.post("/v1/collections/counted/plagiarism", body);
    assertThat(check.at("/cases")).isEmpty();
    assess("counted", check, check.at("/left_out/0"), "accepted", 0);
    JsonNode after = server.post("/v1/collections/counted/plagiarism", body);
    assertThat(after.at("/cases/0/assessment/ruling").asString()).isEqualTo("accepted");
    assertThat(after.at("/left_out")).isEmpty();
    assertThat(server.send("POST", "/v1/collections/counted/plagiarism/report/html", body).body())
        .contains("\"ruling\":\"accepted\"", "seen by me");
    assertThat(server.send("POST", "/v1/collections/counted/plagiarism/report/csv", body).body())
        .contains(",accepted,seen by me,,20");
  }

  @Test
  void whoever_has_not_seen_what_is_said_by_now_gets_a_conflict() throws Exception {
    fill("both");
    JsonNode check = check("both", TEXT);
    JsonNode found = check.at("/cases/0");
    assess("both", check, found, "common", 0);
    JsonNode problem = assess("both", check, found, "false", 0);
    assertThat(problem.at("/status").asInt()).isEqualTo(409);
    assertThat(problem.at("/code").asString()).isEqualTo("assessment_changed");
    assertThat(server.send("DELETE", "/v1/collections/both/plagiarism/assessments/1?version=7").statusCode())
        .isEqualTo(409);
    assertThat(assess("both", check, found, "false", 1).at("/version").asInt()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_a_case_is_refused_by_name() throws Exception {
    fill("refused");
    JsonNode check = check("refused", TEXT);
    assertThat(assess("refused", check, check.at("/cases/0"), "perhaps", 0).at("/detail").asString())
        .isEqualTo("ruling must be one of accepted, cited, common, false, got \"perhaps\"");
    String body =
        "{\"document\":\"%s\",\"this_offset\":%d,\"this_length\":5,\"source\":\"bridge\",\"source_offset\":0,"
            + "\"source_length\":5,\"ruling\":\"false\"}";
    String address = "/v1/collections/refused/plagiarism/assessments";
    assertThat(server.post(address, body.formatted("nothing", 0)).at("/detail").asString())
        .isEqualTo("document must be a document of \"refused\", got \"nothing\"");
    assertThat(server.post(address, body.formatted("bridge", 9_999)).at("/detail").asString())
        .startsWith("this_offset must be 0 to ");
    assertThat(server.post(address, body.formatted("bridge", 0).replace("\"document\"", "\"check\"")).at("/code")
        .asString()).isEqualTo("check_not_found");
    assertThat(server.post(address, body.formatted("bridge", 0).replace("{", "{\"text\":\"a\",")).at("/detail")
        .asString()).isEqualTo("exactly one of check, text and document must name the text");
  }
}
