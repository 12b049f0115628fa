package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was copied from where, over HTTP: one text, and a collection against itself.
class PlagiarismRoutesTest extends ThingsServed {

  @Test
  void a_copied_text_is_found_with_offsets_that_cut_it_out() throws Exception {
    String source =
        "The old bridge stands over the river. It was built by the king in the winter of the war. "
            + "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    server.post(
        "/v1/collections/essays/documents",
        JsonMapper.shared().writeValueAsString(Map.of("documents", List.of(Map.of("id", "bridge", "text", source)))));
    String copied = source.substring(source.indexOf("It was"), source.indexOf(", and some"));
    String text = "I like music and I play guitar. 😀 " + copied + " My friend plays piano.";
    JsonNode answer =
        server.post("/v1/collections/essays/plagiarism", JsonMapper.shared().writeValueAsString(Map.of("text", text)));
    JsonNode found = answer.at("/cases/0");
    assertThat(found.at("/source").asString()).isEqualTo("bridge");
    String here = cut(text, found.at("/this_offset").asInt(), found.at("/this_length").asInt());
    String there = cut(source, found.at("/source_offset").asInt(), found.at("/source_length").asInt());
    assertThat(here).isEqualTo(there).contains("Many people walk over the old bridge every morning");
    assertThat(answer.at("/sources/0/text").asString()).isEqualTo(source);
    assertThat(answer.at("/coverage").asDouble()).isBetween(0.3, 0.8);
  }

  private static String cut(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    return text.substring(start, text.offsetByCodePoints(start, length));
  }

  @Test
  void a_collection_is_held_against_itself_in_the_background() throws Exception {
    String shared = "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    String body =
        "{\"documents\":[{\"id\":\"kim\",\"text\":\"The king is old. %1$s\"},{\"id\":\"lee\",\"text\":\"%1$s I play guitar.\"}]}".formatted(shared);
    server.post("/v1/collections/papers/documents", body);
    String all = "/v1/collections/papers/plagiarism/all";
    assertThat(server.get(all).at("/state").asString()).isEqualTo("none");
    assertThat(server.get(all + "/report/html").at("/code").asString()).isEqualTo("comparison_missing");
    JsonNode status = server.post(all, "{}");
    while (status.at("/state").asString().equals("running")) {
      Thread.sleep(10);
      status = server.get(all);
    }
    assertThat(status.at("/done").asInt()).isEqualTo(2);
    assertThat(status.at("/result/pairs/0/cases/0/text2").asString()).contains("some of them stop to look at the water");
    assertThat(status.at("/result/clusters/0/1").asString()).isEqualTo("lee");
    assertThat(server.send("GET", all + "/report/html").body()).startsWith("<!doctype html>").contains("\"id1\":\"kim\"");
    assertThat(server.get(all + "/report/xml").at("/detail").asString()).isEqualTo("format must be html, json or csv, got xml");
    assertThat(server.send("DELETE", all).statusCode()).isEqualTo(204);
    assertThat(server.get(all).at("/state").asString()).isEqualTo("none");
    assertThat(server.post(all, "{\"threshold\":0}").at("/detail").asString()).startsWith("threshold must be ");
  }

  @Test
  void a_report_of_the_last_check_is_no_check_once_more() throws Exception {
    String text = "{\"text\":\"A dog and a cat live in the house.\"}";
    server.post("/v1/collections/things/plagiarism", text);
    long queries = server.doppel().collection(new CollectionName("things")).index().recentQuestions().size();
    assertThat(server.send("POST", "/v1/collections/things/plagiarism/report/html", text).body()).contains("<!doctype html>");
    assertThat(server.doppel().collection(new CollectionName("things")).index().recentQuestions()).hasSize((int) queries);
    server.send("POST", "/v1/collections/things/plagiarism/report/html", text.replace("dog", "dogs"));
    assertThat(server.doppel().collection(new CollectionName("things")).index().recentQuestions()).hasSizeGreaterThan((int) queries);
  }

  @Test
  void a_null_among_the_excluded_is_refused() throws Exception {
    JsonNode problem = server.post("/v1/collections/things/plagiarism", "{\"text\":\"a dog\",\"exclude\":[null]}");
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asString()).isEqualTo("exclude must hold ids, got null among them");
  }
}
