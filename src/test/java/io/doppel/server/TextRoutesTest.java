package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.doppel.encoder.Encoder;
import io.doppel.source.extraction.Written;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  void tokens_of_the_models_own_tokenizer_are_embedded_as_the_text_that_they_are() throws Exception {
    Encoder encoder = server.doppel().encoder();
    long[] tokens = tokens("the dog");
    assertThat(encoder.textOf(tokens)).contains("the dog");
    String own = Arrays.toString(tokens);
    JsonNode text = server.post("/v1/embeddings", "{\"input\":\"the dog\",\"model\":\"tiny\"}");
    for (String input : List.of(own, "[" + own + "]", "[\"the dog\"," + own + "]")) {
      JsonNode answer = server.post("/v1/embeddings", "{\"input\":%s,\"model\":\"tiny\"}".formatted(input));
      assertThat(answer.at("/data/0/embedding")).as(input).isEqualTo(text.at("/data/0/embedding"));
      assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2 * answer.at("/data").size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1,2]]",
        "[[]]",
        "[[9906,1917]]",
        "[[-1]]",
        "[[4294967296]]",
        "[[99999999999999999999]]",
        "[[1.5]]",
        "[[\"a\"]]",
        "[null]",
        "[[[1]]]",
        "[{}]"
      })
  void what_is_neither_a_text_nor_tokens_of_the_model_is_refused_by_its_place(String input)
      throws Exception {
    HttpResponse<String> answer =
        server.send("POST", "/v1/embeddings", "{\"input\":%s,\"model\":\"tiny\"}".formatted(input));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/param").asString()).isEqualTo("input[0]");
    assertThat(json(answer).at("/error/message").asString()).startsWith("input[0] ");
  }

  @Test
  void tokens_of_another_tokenizer_are_told_what_to_set() throws Exception {
    JsonNode error = server.post("/v1/embeddings", "{\"input\":[[9906,1917]],\"model\":\"tiny\"}").at("/error");
    assertThat(error.at("/message").asString())
        .endsWith("send the text itself, in LangChain by check_embedding_ctx_length=False");
  }

  @Test
  void an_empty_input_among_many_is_named() throws Exception {
    JsonNode error = server.post("/v1/embeddings", "{\"input\":[\"a\",\"b\",\"\"],\"model\":\"tiny\"}").at("/error");
    assertThat(error.at("/message").asString()).isEqualTo("input[2] must not be empty");
    assertThat(error.at("/param").asString()).isEqualTo("input[2]");
  }

  @Test
  void a_text_that_is_read_in_part_is_marked() throws Exception {
    JsonNode answer =
        server.post(
            "/v1/embeddings",
            "{\"input\":[\"a dog\",\"%s\"],\"model\":\"tiny\"}".formatted("a dog ".repeat(200)));
    assertThat(answer.at("/data/0/truncated").asBoolean()).isFalse();
    assertThat(answer.at("/data/1/truncated").asBoolean()).isTrue();
  }

  @Test
  void embeddings_in_base64_are_the_same_numbers() throws Exception {
    JsonNode floats =
        server
            .post("/v1/embeddings", "{\"input\":\"the dog\",\"model\":\"tiny\"}")
            .at("/data/0/embedding");
    JsonNode packed =
        server
            .post(
                "/v1/embeddings",
                "{\"input\":\"the dog\",\"model\":\"tiny\",\"encoding_format\":\"base64\"}")
            .at("/data/0/embedding");
    FloatBuffer numbers =
        ByteBuffer.wrap(Base64.getDecoder().decode(packed.asString()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    assertThat(numbers.remaining()).isEqualTo(floats.size());
    for (JsonNode number : floats) {
      assertThat(numbers.get()).isEqualTo(number.floatValue());
    }
  }

  @Test
  void the_model_is_listed_as_clients_of_openai_read_it() throws Exception {
    JsonNode listed = server.get("/v1/models");
    assertThat(listed.at("/object").asString()).isEqualTo("list");
    assertThat(listed.at("/data/0/id").asString()).isEqualTo("tiny");
    assertThat(server.get("/v1/models/tiny")).isEqualTo(listed.at("/data/0"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/models/other, 404, model_not_found",
    "GET, /v1/embeddings, 405, method_not_allowed",
    "POST, /v1/embeddings/more, 404, not_found",
    "GET, /v1/models/a/b, 404, not_found",
  })
  void errors_where_clients_of_openai_listen_have_its_shape(
      String method, String path, int status, String code) throws Exception {
    String answer = server.answer(method + " " + path + " HTTP/1.1", "Host: localhost", "Content-Length: 0");
    assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("content-type: application/json");
    JsonNode error = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n"))).at("/error");
    assertThat(error.at("/code").asString()).isEqualTo(code);
    assertThat(error.at("/message").asString()).isNotEmpty();
  }

  @Test
  void embeddings_are_cut_to_the_dimensions_asked_for() throws Exception {
    JsonNode answer = server.post("/v1/embeddings", "{\"input\":\"the dog\",\"model\":\"tiny\",\"dimensions\":8}");
    assertThat(answer.at("/data/0/embedding").size()).isEqualTo(8);
    assertThat(answer.at("/data/0/embedding").valueStream().mapToDouble(x -> x.asDouble() * x.asDouble()).sum())
        .isBetween(0.9999, 1.0001);
    JsonNode error =
        server
            .post("/v1/embeddings", "{\"input\":\"x\",\"model\":\"tiny\",\"dimensions\":65}")
            .at("/error");
    assertThat(error.at("/message").asString()).isEqualTo("dimensions must be 1 to 64, got 65");
  }

  /// As whoever has the model's tokenizer gives them.
  private static long[] tokens(String text) throws IOException {
    Path file = server.doppel().modelFolder().resolve("tokenizer.json");
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file)) {
      return tokenizer.encode(text).getIds();
    }
  }
}
