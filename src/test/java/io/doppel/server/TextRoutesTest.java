package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.source.extraction.Written;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What needs no collection, over HTTP: the text of a file, two texts, embeddings.
class TextRoutesTest extends ThingsServed {

  @Test
  void a_document_is_read_page_by_page_and_a_broken_one_is_a_problem() throws Exception {
    JsonNode read = json(server.postFile("/v1/text/tide.pdf", Written.pdf("The sea rises.", "It falls.")));
    assertThat(read.at("/text").asString()).isEqualTo("The sea rises.\n\n\fIt falls.");
    assertThat(read.at("/title").asString()).isEqualTo("tide");
    assertThat(read.at("/pages").asInt()).isEqualTo(2);
    HttpResponse<String> broken = server.postFile("/v1/text/tide.pdf", new byte[] {1, 2, 3});
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(json(broken).at("/code").asString()).isEqualTo("unreadable_document");
    assertThat(json(broken).at("/detail").asString()).isEqualTo("tide.pdf: it is damaged or no PDF file");
    assertThat(server.postFile("/v1/text/tides.csv", new byte[0]).statusCode()).isEqualTo(415);
    assertThat(server.postFile("/v1/text/tides.exe", new byte[0]).statusCode()).isEqualTo(415);
  }

  @Test
  void two_texts_are_compared() throws Exception {
    JsonNode same = server.post("/v1/similarity", "{\"text1\":\"the dog\",\"text2\":\"the dog\"}");
    assertThat(same.get("words").isNull()).isTrue();
    JsonNode explained = server.post("/v1/similarity", "{\"text1\":\"😀 dog\",\"text2\":\"the dog\",\"explain\":true}");
    assertThat(explained.get("words")).hasSize(1);
    assertThat(explained.at("/words/0/here").asString()).isEqualTo("dog");
    assertThat(explained.at("/words/0/here_start").asInt()).isEqualTo(2);
    assertThat(explained.at("/words/0/there_start").asInt()).isEqualTo(4);
    assertThat(same.at("/similarity").asDouble()).isGreaterThan(0.9999);
  }

  @Test
  void embeddings_have_the_shape_that_clients_of_openai_read() throws Exception {
    JsonNode answer = server.post("/v1/embeddings", "{\"input\":[\"the dog\",\"the sea\"],\"model\":\"tiny\"}");
    assertThat(answer.at("/object").asString()).isEqualTo("list");
    assertThat(answer.at("/data").size()).isEqualTo(2);
    assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/data/0/embedding").size()).isEqualTo(server.doppel().encoder().dimension());
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
    JsonNode error = server.post("/v1/embeddings", "{\"input\":[],\"model\":\"tiny\"}").at("/error");
    assertThat(error.at("/type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.at("/param").asString()).isEqualTo("input");
  }

  @Test
  void embeddings_are_cut_to_the_dimensions_asked_for() throws Exception {
    JsonNode answer = server.post("/v1/embeddings", "{\"input\":\"the dog\",\"model\":\"tiny\",\"dimensions\":8}");
    assertThat(answer.at("/data/0/embedding").size()).isEqualTo(8);
    assertThat(answer.at("/data/0/embedding").valueStream().mapToDouble(x -> x.asDouble() * x.asDouble()).sum())
        .isBetween(0.9999, 1.0001);
    JsonNode error = server.post("/v1/embeddings", "{\"input\":\"x\",\"model\":\"tiny\",\"dimensions\":65}").at("/error");
    assertThat(error.at("/message").asString()).isEqualTo("dimensions must be 1 to 64, got 65");
  }
}
