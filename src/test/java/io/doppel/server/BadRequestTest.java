package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.body.Bodies;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a request can get wrong, whatever it asks for.
class BadRequestTest extends ThingsServed {

  @Test
  void a_malformed_address_is_a_problem_too() throws Exception {
    assertThat(server.answer("GET /v1/%zz HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("\"code\":\"invalid_request\"")
        .contains("its address or a header is malformed");
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
    HttpResponse<String> response = server.send(method, path);
    assertThat(response.statusCode()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).at("/code").asString()).isEqualTo(code);
    }
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
          {"text":"x","limit":3}         | 400 | invalid_request | /limit | unknown field "limit"; known are compare_with, exact, explain, facet_depth, facets, filter, highlight, k, min_similarity, mode, offset, passages, rerank, rerank_depth, text
          """)
  void a_bad_value_gets_a_sentence_that_names_it(
      String body, int status, String code, String pointer, String detail) throws Exception {
    HttpResponse<String> response = server.send("POST", "/v1/collections/things/search", body);
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
    HttpResponse<String> response = server.send("POST", "/v1/collections/things/search", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("malformed_json");
    assertThat(json(response).at("/detail").asString()).isEqualTo(detail);
    assertThat(json(response).at("/errors/0/pointer").asString()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'k':true",
        "'k':''",
        "'k':[1]",
        "'k':1e0",
        "'k':{}",
        "'exact':''",
        "'exact':'true'",
        "'exact':0",
        "'min_similarity':'0.5'",
        "'min_similarity':''",
        "'min_similarity':false",
        "'min_similarity':1e400",
        "'facets':''",
        "'facets':'a'",
        "'facets':[1]",
        "'facets':[['a']]",
        "'facets':{}",
        "'mode':1",
        "'mode':['dense']",
        "'filter':''",
        "'filter':[]",
        "'rerank':{}",
        "'highlight':'yes'",
        "'':1",
        "'TEXT':'x'",
        "'minSimilarity':0"
      })
  void a_value_of_another_kind_is_not_bent_into_shape(String member) throws Exception {
    String body = "{'text':'x',%s}".formatted(member).replace('\'', '"');
    assertThat(server.send("POST", "/v1/collections/things/search", body).statusCode()).as(body).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'leave_out':''",
        "'leave_out':[]",
        "'leave_out':true",
        "'exclude':''",
        "'exclude':'a'",
        "'exclude':[null]",
        "'exclude':[1]",
        "'leave_out':{'base':''}",
        "'leave_out':{'quotations':1}"
      })
  void neither_is_one_inside_of_another(String member) throws Exception {
    String body = "{'text':'x',%s}".formatted(member).replace('\'', '"');
    assertThat(server.send("POST", "/v1/collections/things/plagiarism", body).statusCode()).as(body).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/collections/things/examine | {'against':[null]} | against[0] must not be null",
        "/v1/collections/things/examine | {'by':[null]} | by[0] must not be null",
        "/v1/classifiers/things/examples/delete | {'texts':[null]} | texts[0] must not be null",
        "/v1/classifiers/things/classify | {'texts':['a',null]} | texts[1] must not be null",
      })
  void a_null_in_a_list_is_none_of_its_values(String path, String body, String detail) throws Exception {
    HttpResponse<String> response = server.send("POST", path, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/detail").asString()).isEqualTo(detail);
  }

  @Test
  void a_number_of_many_digits_is_refused() throws Exception {
    HttpResponse<String> response =
        server.send(
            "POST",
            "/v1/collections/things/search",
            "{\"text\":\"x\",\"k\":1%s}".formatted("0".repeat(5000)));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("malformed_json");
  }

  @Test
  void deep_nesting_is_refused() throws Exception {
    String body = "{\"text\":" + "[".repeat(100) + "]".repeat(100) + "}";
    HttpResponse<String> response = server.send("POST", "/v1/collections/things/search", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/detail").asString()).endsWith("exceeds the maximum allowed (16)");
  }

  @Test
  void a_half_surrogate_pair_is_refused_or_read_and_never_an_inner_error() throws Exception {
    HttpResponse<String> response =
        server.send("POST", "/v1/collections/things/search", "{\"text\":\"dog \\ud83d\"}");
    assertThat(response.statusCode()).isLessThan(500);
  }

  @Test
  void a_body_of_another_type_is_refused() throws Exception {
    HttpResponse<String> response =
        server.send("POST", "/v1/similarity", "text1=a", "application/x-www-form-urlencoded");
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).at("/detail").asString())
        .isEqualTo("Content-Type must be application/json, got application/x-www-form-urlencoded");
  }

  @Test
  void a_body_beyond_the_limit_is_refused() throws Exception {
    String body = "{\"text\":\"" + "x".repeat(Bodies.MAX_BYTES) + "\"}";
    HttpResponse<String> response = server.send("POST", "/v1/collections/things/search", body);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).at("/code").asString()).isEqualTo("body_too_large");
  }
}
