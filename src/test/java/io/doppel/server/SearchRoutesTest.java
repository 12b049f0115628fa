package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.TinyCrossEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What answers this, over HTTP.
class SearchRoutesTest extends ThingsServed {

  @Test
  void facets_are_counted_in_what_answers_when_one_says_how_deep() throws Exception {
    server.post(
        "/v1/collections/facets/documents",
        """
        {"documents":[
          {"id":"1","text":"the dog","fields":{"kind":"animal","tags":"[\\"a\\",\\"b\\"]"}},
          {"id":"2","text":"the cat","fields":{"kind":"animal","tags":"a"}},
          {"id":"3","text":"the ship","fields":{"kind":"vessel"}}]}
        """);
    String query = "{\"text\":\"dog cat\",\"mode\":\"lexical\",\"facets\":[\"kind\",\"tags\"],\"facet_depth\":%d}";
    JsonNode answer = server.post("/v1/collections/facets/search", query.formatted(100));
    assertThat(answer.at("/facets/0/values").toString()).isEqualTo("[{\"value\":\"animal\",\"documents\":2}]");
    assertThat(answer.at("/facets/1/values").toString())
        .isEqualTo("[{\"value\":\"a\",\"documents\":2},{\"value\":\"b\",\"documents\":1}]");
    assertThat(
            server
                .post("/v1/collections/facets/search", query.formatted(0))
                .at("/detail")
                .asString())
        .isEqualTo("facet_depth must be 1 to 1000, got 0");
  }

  @Test
  void a_search_gives_the_nearest_documents_with_their_cosine() throws Exception {
    JsonNode answer = server.post("/v1/collections/things/search", "{\"text\":\"dog and cat\",\"k\":2}");
    assertThat(answer.at("/hits").size()).isEqualTo(2);
    JsonNode best = answer.at("/hits/0");
    assertThat(best.at("/id").asString()).isEqualTo("dog");
    assertThat(best.at("/rank").asInt()).isEqualTo(1);
    assertThat(best.at("/title").asString()).isEqualTo("Pets");
    assertThat(best.at("/fields/kind").asString()).isEqualTo("animal");
    assertThat(best.at("/similarity").asDouble()).isBetween(0.3, 1.0);
    assertThat(answer.at("/truncated").asBoolean()).isFalse();
    assertThat(answer.at("/took_ms").asLong()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void a_cross_encoder_puts_the_first_hits_into_its_order_if_it_is_asked_for() throws Exception {
    TinyCrossEncoder.write(folder.resolve("models"), "reranker");
    String asked = "{\"text\":\"the big ship\",\"k\":4,\"passages\":1,\"rerank\":\"reranker\",\"rerank_depth\":2}";
    JsonNode hits = server.post("/v1/collections/things/search", asked).at("/hits");
    assertThat(hits.at("/0/rerank_score").asDouble()).isGreaterThanOrEqualTo(hits.at("/1/rerank_score").asDouble());
    assertThat(hits.at("/2").has("rerank_score")).isFalse();
    assertThat(
            server
                .post("/v1/collections/things/search", "{\"text\":\"the big ship\"}")
                .at("/hits/0")
                .has("rerank_score"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text":"a","rerank":"none"}       | rerank       | there is no model "none";
          {"text":"a","rerank":"../models"}  | rerank       | there is no model "../models";
          {"text":"a","rerank":"tiny"}       | rerank       | model "tiny" cannot be used:
          {"text":"a","rerank_depth":5}      | rerank_depth | rerank_depth needs rerank, the name of a cross-encoder
          {"text":"a","passages":51}         | passages     | passages must be 1 to 50, got 51
          """)
  void what_a_search_cannot_do_is_refused_by_the_name_of_the_field(
      String body, String field, String sentence) throws Exception {
    JsonNode problem = server.post("/v1/collections/things/search", body);
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asString()).startsWith(sentence).doesNotContain(folder.toString());
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/" + field);
  }

  @Test
  void offsets_count_code_points() throws Exception {
    JsonNode hit = server.post("/v1/collections/things/search", "{\"text\":\"서울 날씨\",\"k\":1}").at("/hits/0");
    assertThat(hit.at("/id").asString()).isEqualTo("서울");
    String text = hit.at("/text").asString();
    assertThat(hit.at("/end").asInt()).isEqualTo(text.codePointCount(0, text.length())).isLessThan(text.length());
  }

  @Test
  void a_search_tells_what_to_look_at_why_and_what_to_filter_by() throws Exception {
    JsonNode answer =
        server.post(
            "/v1/collections/things/search",
            "{\"text\":\"dog and cat\",\"k\":1,\"highlight\":true,\"explain\":true,\"facets\":[\"nothing\"]}");
    JsonNode hit = answer.at("/hits/0");
    assertThat(hit.at("/explanation/meaning").asDouble() + hit.at("/explanation/words").asDouble())
        .isCloseTo(hit.at("/score").asDouble(), within(1e-5));
    assertThat(hit.at("/highlight/words").size()).isPositive();
    assertThat(answer.at("/facets/0/field").asString()).isEqualTo("nothing");
    assertThat(answer.at("/facets/0/values").isEmpty()).isTrue();
    JsonNode plain = server.post("/v1/collections/things/search", "{\"text\":\"dog and cat\",\"k\":1}");
    assertThat(plain.has("facets")).isFalse();
    assertThat(plain.at("/hits/0").has("highlight")).isFalse();
    assertThat(plain.at("/hits/0").has("explanation")).isFalse();
  }

  @Test
  void exact_and_approximate_search_agree_on_a_few_documents() throws Exception {
    JsonNode approximate = server.post("/v1/collections/things/search", "{\"text\":\"ship\"}").at("/hits");
    JsonNode exact = server.post("/v1/collections/things/search", "{\"text\":\"ship\",\"exact\":true}").at("/hits");
    assertThat(exact).isEqualTo(approximate);
  }

  @Test
  void a_null_counts_as_left_out() throws Exception {
    JsonNode answer = server.post("/v1/collections/things/search", "{\"text\":\"dog\",\"k\":null,\"exact\":null}");
    assertThat(answer.at("/hits").size()).isEqualTo(4);
  }
}
