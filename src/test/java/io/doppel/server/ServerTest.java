package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.body.Bodies;
import io.doppel.source.extraction.Written;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server on a free port, and a real client.
class ServerTest {

  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Doppel doppel;
  private static DoppelServer server;

  @BeforeAll
  static void start() throws Exception {
    doppel = TinyDoppel.open(folder);
    server = DoppelServer.start(doppel, "127.0.0.1", 0);
    post(
        "/v1/collections/things/documents",
        """
        {"documents":[
          {"id":"dog","title":"Pets","text":"A dog and a cat live in the house.","fields":{"kind":"animal"}},
          {"id":"ship","text":"The ship is on the sea."},
          {"id":"boat","text":"A ship is on the big sea."},
          {"id":"서울","text":"오늘 서울 날씨 😀 좋다"}]}
        """);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    doppel.close();
  }

  @Test
  void a_search_gives_the_nearest_documents_with_their_cosine() throws Exception {
    JsonNode answer = post("/v1/collections/things/search", "{\"text\":\"dog and cat\",\"k\":2}");
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
    JsonNode hits = post("/v1/collections/things/search", asked).at("/hits");
    assertThat(hits.at("/0/rerank_score").asDouble()).isGreaterThanOrEqualTo(hits.at("/1/rerank_score").asDouble());
    assertThat(hits.at("/2").has("rerank_score")).isFalse();
    assertThat(post("/v1/collections/things/search", "{\"text\":\"the big ship\"}").at("/hits/0").has("rerank_score")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text":"a","rerank":"none"}       | rerank       | there is no model "none";
          {"text":"a","rerank":"../models"}  | rerank       | there is no model "../models";
          {"text":"a","rerank":"tiny"}       | rerank       | model "tiny" cannot rerank:
          {"text":"a","rerank_depth":5}      | rerank_depth | rerank_depth needs rerank, the name of a cross-encoder
          {"text":"a","passages":51}         | passages     | passages must be 1 to 50, got 51
          """)
  void what_a_search_cannot_do_is_refused_by_the_name_of_the_field(String body, String field, String sentence) throws Exception {
    JsonNode problem = post("/v1/collections/things/search", body);
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asString()).startsWith(sentence);
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/" + field);
  }

  @Test
  void prometheus_is_told_what_the_last_audit_found_and_how_long_requests_took() throws Exception {
    post("/v1/collections/things/search", "{\"text\":\"dog\"}");
    post("/v1/collections/things/audit", "");
    assertThat(send("GET", "/v1/collections/nowhere", "", "").statusCode()).isEqualTo(404);
    HttpResponse<String> metrics = send("GET", "/metrics", "", "");
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body().lines())
        .contains("doppel_audit_recall_ratio{collection=\"things\",queries=\"stored\"} 1.0")
        .contains("doppel_audit_promise_ratio{collection=\"things\"} 0.99")
        .contains("doppel_collection_passages{collection=\"things\"} 4.0")
        .contains("# TYPE http_server_request_duration_seconds histogram")
        .anyMatch(line -> line.startsWith("http_server_request_duration_seconds_count{method=\"POST\",route=\"/v1/collections/{name}/search\",status=\"200\"} "))
        .anyMatch(line -> line.startsWith("http_server_request_duration_seconds_count{method=\"GET\",route=\"/v1/collections/{name}\",status=\"404\"} "));
  }

  @Test
  void offsets_count_code_points() throws Exception {
    JsonNode hit = post("/v1/collections/things/search", "{\"text\":\"서울 날씨\",\"k\":1}").at("/hits/0");
    assertThat(hit.at("/id").asString()).isEqualTo("서울");
    String text = hit.at("/text").asString();
    assertThat(hit.at("/end").asInt()).isEqualTo(text.codePointCount(0, text.length())).isLessThan(text.length());
  }

  @Test
  void a_search_tells_what_to_look_at_why_and_what_to_filter_by() throws Exception {
    JsonNode answer =
        post(
            "/v1/collections/things/search",
            "{\"text\":\"dog and cat\",\"k\":1,\"highlight\":true,\"explain\":true,\"facets\":[\"nothing\"]}");
    JsonNode hit = answer.at("/hits/0");
    assertThat(hit.at("/explanation/meaning").asDouble() + hit.at("/explanation/words").asDouble())
        .isCloseTo(hit.at("/score").asDouble(), within(1e-5));
    assertThat(hit.at("/highlight/words").size()).isPositive();
    assertThat(answer.at("/facets/0/field").asString()).isEqualTo("nothing");
    assertThat(answer.at("/facets/0/values").isEmpty()).isTrue();
    JsonNode plain = post("/v1/collections/things/search", "{\"text\":\"dog and cat\",\"k\":1}");
    assertThat(plain.has("facets")).isFalse();
    assertThat(plain.at("/hits/0").has("highlight")).isFalse();
    assertThat(plain.at("/hits/0").has("explanation")).isFalse();
  }

  @Test
  void exact_and_approximate_search_agree_on_a_few_documents() throws Exception {
    JsonNode approximate = post("/v1/collections/things/search", "{\"text\":\"ship\"}").at("/hits");
    JsonNode exact = post("/v1/collections/things/search", "{\"text\":\"ship\",\"exact\":true}").at("/hits");
    assertThat(exact).isEqualTo(approximate);
  }

  @Test
  void duplicates_are_those_above_the_threshold() throws Exception {
    JsonNode near =
        post("/v1/collections/things/duplicates", "{\"text\":\"the ship is on a sea\",\"threshold\":0.8}");
    assertThat(near.at("/candidates").valueStream().map(one -> one.at("/id").asString()))
        .containsExactlyInAnyOrder("ship", "boat");
    JsonNode cut =
        post("/v1/collections/things/duplicates", "{\"text\":\"the ship is on a sea\",\"threshold\":0.8,\"k\":1}");
    assertThat(cut.at("/candidates").size()).isEqualTo(1);
    assertThat(cut.at("/truncated").asBoolean()).isTrue();
  }

  @Test
  void all_pairs_come_once_each() throws Exception {
    JsonNode pairs = post("/v1/collections/things/duplicates/all", "{\"threshold\":0.8}").at("/pairs");
    assertThat(pairs.size()).isEqualTo(1);
    assertThat(pairs.at("/0/id1").asString()).isEqualTo("boat");
    assertThat(pairs.at("/0/id2").asString()).isEqualTo("ship");
    assertThat(pairs.at("/0/similarity").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void a_copied_text_is_found_with_offsets_that_cut_it_out() throws Exception {
    String source =
        "The old bridge stands over the river. It was built by the king in the winter of the war. "
            + "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    post(
        "/v1/collections/essays/documents",
        JsonMapper.shared().writeValueAsString(java.util.Map.of("documents", java.util.List.of(java.util.Map.of("id", "bridge", "text", source)))));
    String copied = source.substring(source.indexOf("It was"), source.indexOf(", and some"));
    String text = "I like music and I play guitar. 😀 " + copied + " My friend plays piano.";
    JsonNode answer =
        post("/v1/collections/essays/plagiarism", JsonMapper.shared().writeValueAsString(java.util.Map.of("text", text)));
    JsonNode found = answer.at("/cases/0");
    assertThat(found.at("/source").asString()).isEqualTo("bridge");
    String here = cut(text, found.at("/this_offset").asInt(), found.at("/this_length").asInt());
    String there = cut(source, found.at("/source_offset").asInt(), found.at("/source_length").asInt());
    assertThat(here).isEqualTo(there).contains("Many people walk over the old bridge every morning");
    assertThat(answer.at("/sources/0/text").asString()).isEqualTo(source);
    assertThat(answer.at("/coverage").asDouble()).isBetween(0.3, 0.8);
  }

  @Test
  void a_collection_is_held_against_itself_in_the_background() throws Exception {
    String shared = "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    String body =
        "{\"documents\":[{\"id\":\"kim\",\"text\":\"The king is old. %1$s\"},{\"id\":\"lee\",\"text\":\"%1$s I play guitar.\"}]}".formatted(shared);
    post("/v1/collections/papers/documents", body);
    String all = "/v1/collections/papers/plagiarism/all";
    assertThat(json(send("GET", all, "", "")).at("/state").asString()).isEqualTo("none");
    assertThat(json(send("GET", all + "/report/html", "", "")).at("/code").asString()).isEqualTo("comparison_missing");
    JsonNode status = post(all, "{}");
    while (status.at("/state").asString().equals("running")) {
      Thread.sleep(10);
      status = json(send("GET", all, "", ""));
    }
    assertThat(status.at("/done").asInt()).isEqualTo(2);
    assertThat(status.at("/result/pairs/0/cases/0/text2").asString()).contains("some of them stop to look at the water");
    assertThat(status.at("/result/clusters/0/1").asString()).isEqualTo("lee");
    assertThat(send("GET", all + "/report/html", "", "").body()).startsWith("<!doctype html>").contains("\"id1\":\"kim\"");
    assertThat(json(send("GET", all + "/report/xml", "", "")).at("/detail").asString()).isEqualTo("format must be html, json or csv, got xml");
    assertThat(send("DELETE", all, "", "").statusCode()).isEqualTo(204);
    assertThat(json(send("GET", all, "", "")).at("/state").asString()).isEqualTo("none");
    assertThat(post(all, "{\"threshold\":0}").at("/detail").asString()).startsWith("threshold must be ");
  }

  @Test
  void a_report_of_the_last_check_is_no_check_once_more() throws Exception {
    String text = "{\"text\":\"A dog and a cat live in the house.\"}";
    post("/v1/collections/things/plagiarism", text);
    long queries = doppel.collection(new CollectionName("things")).index().recentQuestions().size();
    assertThat(send("POST", "/v1/collections/things/plagiarism/report/html", text, "application/json").body()).contains("<!doctype html>");
    assertThat(doppel.collection(new CollectionName("things")).index().recentQuestions()).hasSize((int) queries);
    send("POST", "/v1/collections/things/plagiarism/report/html", text.replace("dog", "dogs"), "application/json");
    assertThat(doppel.collection(new CollectionName("things")).index().recentQuestions()).hasSizeGreaterThan((int) queries);
  }

  @Test
  void a_document_is_read_page_by_page_and_a_broken_one_is_a_problem() throws Exception {
    JsonNode read = json(postFile("/v1/text/tide.pdf", Written.pdf("The sea rises.", "It falls.")));
    assertThat(read.at("/text").asString()).isEqualTo("The sea rises.\n\n\fIt falls.");
    assertThat(read.at("/title").asString()).isEqualTo("tide");
    assertThat(read.at("/pages").asInt()).isEqualTo(2);
    HttpResponse<String> broken = postFile("/v1/text/tide.pdf", new byte[] {1, 2, 3});
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(json(broken).at("/code").asString()).isEqualTo("unreadable_document");
    assertThat(json(broken).at("/detail").asString()).isEqualTo("tide.pdf: it is damaged or no PDF file");
    assertThat(postFile("/v1/text/tides.csv", new byte[0]).statusCode()).isEqualTo(415);
    assertThat(postFile("/v1/text/tides.exe", new byte[0]).statusCode()).isEqualTo(415);
  }

  @Test
  void two_texts_are_compared() throws Exception {
    JsonNode same = post("/v1/similarity", "{\"text1\":\"the dog\",\"text2\":\"the dog\"}");
    assertThat(same.get("words").isNull()).isTrue();
    JsonNode explained = post("/v1/similarity", "{\"text1\":\"😀 dog\",\"text2\":\"the dog\",\"explain\":true}");
    assertThat(explained.get("words")).hasSize(1);
    assertThat(explained.at("/words/0/here").asString()).isEqualTo("dog");
    assertThat(explained.at("/words/0/here_start").asInt()).isEqualTo(2);
    assertThat(explained.at("/words/0/there_start").asInt()).isEqualTo(4);
    assertThat(same.at("/similarity").asDouble()).isGreaterThan(0.9999);
  }

  @Test
  void embeddings_have_the_shape_that_clients_of_openai_read() throws Exception {
    JsonNode answer = post("/v1/embeddings", "{\"input\":[\"the dog\",\"the sea\"],\"model\":\"tiny\"}");
    assertThat(answer.at("/object").asString()).isEqualTo("list");
    assertThat(answer.at("/data").size()).isEqualTo(2);
    assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/data/0/embedding").size()).isEqualTo(doppel.encoder().dimension());
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
    JsonNode error = post("/v1/embeddings", "{\"input\":[],\"model\":\"tiny\"}").at("/error");
    assertThat(error.at("/type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.at("/param").asString()).isEqualTo("input");
  }

  @Test
  void embeddings_are_cut_to_the_dimensions_asked_for() throws Exception {
    JsonNode answer = post("/v1/embeddings", "{\"input\":\"the dog\",\"model\":\"tiny\",\"dimensions\":8}");
    assertThat(answer.at("/data/0/embedding").size()).isEqualTo(8);
    assertThat(answer.at("/data/0/embedding").valueStream().mapToDouble(x -> x.asDouble() * x.asDouble()).sum())
        .isBetween(0.9999, 1.0001);
    JsonNode error = post("/v1/embeddings", "{\"input\":\"x\",\"model\":\"tiny\",\"dimensions\":65}").at("/error");
    assertThat(error.at("/message").asString()).isEqualTo("dimensions must be 1 to 64, got 65");
  }

  @Test
  void a_malformed_address_is_a_problem_too() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json")
          .contains("\"code\":\"invalid_request\"")
          .contains("its address or a header is malformed");
    }
  }

  @Test
  void each_document_of_a_batch_has_a_status_and_a_bad_one_does_not_hold_up_the_others() throws Exception {
    String body =
        """
        {"id":"one","text":"first"}
        {"id":"two"}
        not json
        {"id":"three","text":"third","colour":"red"}
        {"id":4,"text":"number"}
        {"id":"one","text":"first"}
        """;
    JsonNode answer = json(send("POST", "/v1/collections/batch/documents", body, "application/x-ndjson"));
    assertThat(answer.at("/indexed").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejected").asInt()).isEqualTo(4);
    assertThat(answer.at("/items/1/error").asString()).isEqualTo("title and text are both empty");
    assertThat(answer.at("/items/2/status").asString()).isEqualTo("rejected");
    assertThat(answer.at("/items/2/error").asString())
        .isEqualTo("the line is not valid JSON: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
    assertThat(answer.at("/items/3/error").asString())
        .isEqualTo("unknown field \"colour\"; known are fields, id, text, title");
    assertThat(answer.at("/items/4/error").asString()).isEqualTo("id must be a string, got a number");
    assertThat(send("GET", "/v1/collections/batch/documents/one", "", "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/v1/collections/batch/documents/one", "", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/v1/collections/batch/documents/one", "", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":"a","text":"x","fields":{"k":null}} | fields must be texts, k is null
          {"id":"a","text":"x","fields":{"k":1}}    | fields must be texts, k is a number
          {"id":"a","text":"x","fields":"k"}        | fields must be an object, got a string
          {"id":"a","text":7}                       | text must be a string, got a number
          {"id":["a"],"text":"x"}                   | id must be a string, got an array
          {"text":"x"}                              | id is missing
          {"id":null,"text":"x"}                    | id is missing
          {"id":"a","text":"x"} {}                  | the line is not valid JSON: it goes on behind its end
          {"id":"a","text":"x"                      | the line is not valid JSON: Unexpected end-of-input: expected close marker for Object
          ["a"]                                     | a document must be an object, got an array
          null                                      | a document must be an object, got null
          """)
  void a_document_that_is_none_is_rejected_with_a_sentence_and_the_collection_stays_ready(String line, String error)
      throws Exception {
    JsonNode answer = json(send("POST", "/v1/collections/none-yet/documents", line, "application/x-ndjson"));
    assertThat(answer.at("/items/0/status").asString()).as(answer.toString()).isEqualTo("rejected");
    assertThat(answer.at("/items/0/error").asString()).isEqualTo(error);
    assertThat(json(send("GET", "/v1/collections/none-yet", "", "")).at("/state").asString()).isEqualTo("ready");
  }

  @Test
  void a_null_among_the_excluded_is_refused() throws Exception {
    JsonNode problem = post("/v1/collections/things/plagiarism", "{\"text\":\"a dog\",\"exclude\":[null]}");
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asString()).isEqualTo("exclude must hold ids, got null among them");
  }

  @Test
  void a_null_counts_as_left_out() throws Exception {
    JsonNode answer = post("/v1/collections/things/search", "{\"text\":\"dog\",\"k\":null,\"exact\":null}");
    assertThat(answer.at("/hits").size()).isEqualTo(4);
  }

  @Test
  void a_whole_file_is_read_by_its_name_and_what_cannot_be_read_is_told_by_line() throws Exception {
    String csv = "id,title,text,kind\n1,One,first text,a\n2,Two\n,Three,\"third,\n text\",b\n";
    JsonNode answer = json(send("POST", "/v1/collections/files/files/my%20notes.csv", csv, "text/csv"));
    assertThat(answer.at("/indexed").asInt()).as(answer.toString()).isEqualTo(2);
    assertThat(answer.at("/rejected").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejects/0/line").asInt()).isEqualTo(3);
    assertThat(answer.at("/rejects/0/reason").asString()).isNotEmpty();
    JsonNode listed = json(send("GET", "/v1/collections/files/documents", "", ""));
    assertThat(listed.at("/documents").valueStream().map(one -> one.at("/id").asString()))
        .containsExactly("1", "my notes.csv:4");
    JsonNode note = json(send("POST", "/v1/collections/files/files/%EB%B0%94%EB%8B%A4.txt", "바다는 넓다.", ""));
    assertThat(note.at("/indexed").asInt()).as(note.toString()).isEqualTo(1);
    assertThat(json(send("GET", "/v1/collections/files/documents/%EB%B0%94%EB%8B%A4.txt", "", "")).at("/title").asString())
        .isEqualTo("바다");
  }

  @ParameterizedTest
  @CsvSource({
    "picture.png, 415, unsupported_media_type",
    "noextension, 415, unsupported_media_type",
    "..%2Fup.txt, 400, ",
    "a%5Cb.txt, 400, ",
  })
  void a_file_that_is_no_text_or_no_plain_name_is_refused(String file, int status, String code) throws Exception {
    HttpResponse<String> response = send("POST", "/v1/collections/files/files/" + file, "x", "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).at("/code").asString()).isEqualTo(code);
    }
  }

  @Test
  void a_collection_is_made_listed_and_deleted() throws Exception {
    assertThat(send("PUT", "/v1/collections/new", "", "").statusCode()).isEqualTo(201);
    assertThat(send("PUT", "/v1/collections/new", "", "").statusCode()).isEqualTo(200);
    JsonNode made = json(send("GET", "/v1/collections/new", "", ""));
    assertThat(made.at("/documents").asInt()).isZero();
    assertThat(made.at("/state").asString()).isEqualTo("ready");
    assertThat(made.at("/indexing").isNull()).isTrue();
    assertThat(send("DELETE", "/v1/collections/new", "", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/v1/collections/new", "", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"x","k":0}             | 400 | invalid_request | /k    | k must be 1 to 1000, got 0
          {"text":"x","k":1001}          | 400 | invalid_request | /k    | k must be 1 to 1000, got 1001
          {"text":"  "}                  | 400 | invalid_request | /text | text must not be empty
          {"k":3}                        | 400 | invalid_request | /text | text is missing
          {"text":"x","limit":3}         | 400 | invalid_request | /limit | unknown field "limit"; known are exact, explain, facets, filter, highlight, k, min_similarity, mode, offset, passages, rerank, rerank_depth, text
          """)
  void a_bad_value_gets_a_sentence_that_names_it(
      String body, int status, String code, String pointer, String detail) throws Exception {
    HttpResponse<String> response = send("POST", "/v1/collections/things/search", body, "application/json");
    JsonNode problem = json(response);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    assertThat(problem.at("/code").asString()).isEqualTo(code);
    assertThat(problem.at("/detail").asString()).isEqualTo(detail);
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(problem.at("/instance").asString()).isEqualTo("/v1/collections/things/search");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"x","k":"7"}         | /k    | k must be a whole number, got a string
          {"text":"x","k":7.5}         | /k    | k must be a whole number, got 7.5
          {"text":"x","k":99999999999} | /k    | k must be a whole number of 32 bits, got 99999999999
          {"text":7}                   | /text | text must be a string, got a number
          {"text":["x"]}               | /text | text must be a string, got an array
          {"text":"x","exact":1}       | /exact | exact must be a boolean, got a number
          {"text":"x","text":"y"}      | ``    | the body is not valid JSON at line 1, column 19: Duplicate Object property "text"
          {"text":"x"} {}              | ``    | the body is not valid JSON: it goes on behind its end
          []                           | ``    | the body must be an object, got an array
          null                         | ``    | the body must be an object, got null
          {                            | ``    | the body is not valid JSON at line 1, column 2: Unexpected end-of-input: expected close marker for Object
          {"text":NaN}                 | ``    | the body is not valid JSON at line 1, column 12: Non-standard token 'NaN'
          """)
  void what_is_not_the_json_expected_is_refused_in_words_for_its_sender(String body, String pointer, String detail)
      throws Exception {
    HttpResponse<String> response = send("POST", "/v1/collections/things/search", body, "application/json");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("malformed_json");
    assertThat(json(response).at("/detail").asString()).isEqualTo(detail);
    assertThat(json(response).at("/errors/0/pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void deep_nesting_is_refused() throws Exception {
    String body = "{\"text\":" + "[".repeat(100) + "]".repeat(100) + "}";
    HttpResponse<String> response = send("POST", "/v1/collections/things/search", body, "application/json");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/detail").asString()).endsWith("exceeds the maximum allowed (16)");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, not_found",
    "GET, /v1/collections/none, 404, collection_not_found",
    "GET, /v1/collections/NONE, 400, invalid_request",
    "GET, /v1/collections/..%2f..%2fetc, 400, ",
    "GET, /v1/collections/things/documents/none, 404, document_not_found",
    "PATCH, /v1/collections/things, 405, method_not_allowed",
    "GET, /v1/similarity, 405, method_not_allowed",
  })
  void errors_of_the_address_are_problems_too(String method, String path, int status, String code) throws Exception {
    HttpResponse<String> response = send(method, path, "", "");
    assertThat(response.statusCode()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).at("/code").asString()).isEqualTo(code);
    }
  }

  @Test
  void an_id_may_look_like_a_path_or_be_korean() throws Exception {
    post(
        "/v1/collections/paths/documents",
        "{\"documents\":[{\"id\":\"notes/2026/a b.txt:12\",\"text\":\"one\"},{\"id\":\"가/나\",\"text\":\"둘\"}]}");
    assertThat(json(send("GET", "/v1/collections/paths/documents/notes%2F2026%2Fa%20b.txt:12", "", "")).at("/text").asString())
        .isEqualTo("one");
    assertThat(json(send("GET", "/v1/collections/paths/documents/notes/2026/a%20b.txt:12", "", "")).at("/text").asString())
        .isEqualTo("one");
    assertThat(json(send("GET", "/v1/collections/paths/documents/%EA%B0%80%2F%EB%82%98", "", "")).at("/text").asString())
        .isEqualTo("둘");
  }

  @Test
  void the_documents_of_a_collection_are_listed_in_pages() throws Exception {
    JsonNode first = json(send("GET", "/v1/collections/things/documents?limit=3", "", ""));
    assertThat(first.at("/documents").valueStream().map(one -> one.at("/id").asString()))
        .containsExactly("boat", "dog", "ship");
    assertThat(first.at("/documents/1/title").asString()).isEqualTo("Pets");
    JsonNode rest = json(send("GET", "/v1/collections/things/documents?limit=3&after=ship", "", ""));
    assertThat(rest.at("/documents").size()).isEqualTo(1);
    JsonNode wrong = json(send("GET", "/v1/collections/things/documents?limit=x", "", ""));
    assertThat(wrong.at("/detail").asString()).isEqualTo("limit must be a number, got \"x\"");
  }

  @Test
  void a_half_surrogate_pair_is_refused_or_read_and_never_an_inner_error() throws Exception {
    HttpResponse<String> response =
        send("POST", "/v1/collections/things/search", "{\"text\":\"dog \\ud83d\"}", "application/json");
    assertThat(response.statusCode()).isLessThan(500);
  }

  @Test
  void a_body_of_another_type_is_refused() throws Exception {
    HttpResponse<String> response = send("POST", "/v1/similarity", "text1=a", "application/x-www-form-urlencoded");
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).at("/detail").asString())
        .isEqualTo("Content-Type must be application/json, got application/x-www-form-urlencoded");
  }

  @Test
  void a_body_beyond_the_limit_is_refused() throws Exception {
    String body = "{\"text\":\"" + "x".repeat(Bodies.MAX_BYTES) + "\"}";
    HttpResponse<String> response = send("POST", "/v1/collections/things/search", body, "application/json");
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).at("/code").asString()).isEqualTo("body_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org", "null", "file://", "not a URI", "localhost", "http://127.0.0.1:1"})
  void a_page_of_another_site_may_not_use_the_server(String origin) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(uri("/v1/collections")).header("Origin", origin).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(json(response).at("/code").asString()).isEqualTo("foreign_origin");
  }

  @Test
  void a_foreign_name_for_this_machine_is_refused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /v1/collections HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response).startsWith("HTTP/1.1 403").contains("foreign_host");
    }
  }

  @Test
  void the_page_is_served_with_a_policy_that_lets_nothing_inline_run() throws Exception {
    HttpResponse<String> page = send("GET", "/", "", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void a_port_that_is_taken_is_a_sentence() {
    assertThatThrownBy(() -> DoppelServer.start(doppel, "127.0.0.1", server.port()))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1 port %d: it is taken, or not an address of this machine"
                .formatted(server.port()));
    assertThatThrownBy(() -> DoppelServer.start(doppel, "127.0.0.1", 70_000))
        .hasMessage("port must be 0 to 65535, got 70000");
  }

  @Test
  void health_says_alive_and_ready() throws Exception {
    assertThat(json(send("GET", "/livez", "", "")).at("/status").asString()).isEqualTo("alive");
    assertThat(json(send("GET", "/readyz", "", "")).at("/status").asString()).isEqualTo("ready");
    JsonNode about = json(send("GET", "/v1/server", "", ""));
    assertThat(about.at("/model").asString()).isEqualTo("tiny");
    assertThat(about.at("/max_tokens").asInt()).isEqualTo(128);
  }

  private static String cut(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    return text.substring(start, text.offsetByCodePoints(start, length));
  }

  private static JsonNode post(String path, String body) throws Exception {
    return json(send("POST", path, body, "application/json"));
  }

  private static HttpResponse<String> send(String method, String path, String body, String type) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> postFile(String path, byte[] file) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(file)).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
