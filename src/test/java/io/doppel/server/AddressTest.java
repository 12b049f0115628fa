package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What may stand in an address, and which methods an address takes.
class AddressTest extends ThingsServed {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100%", "%41", "%2F", "a\\b", "a/b", "/", "a//b", "/a/", "../..", "..;", "a;b=c",
        "a?b", "a#b", "a b", "a+b", "김 하나", "😀", "\"'<>", "{id}", "<id>", "delete", "a%00b", "é",
        "a&b=c", "C:\\x", "~"
      })
  void a_document_is_opened_and_deleted_by_whatever_id_it_has(String id) throws Exception {
    String body =
        JsonMapper.shared()
            .createObjectNode()
            .set(
                "documents",
                JsonMapper.shared()
                    .createArrayNode()
                    .addObject()
                    .put("id", id)
                    .put("text", "A dog."))
            .toString();
    body = body.replace("\"documents\":{", "\"documents\":[{").replace("}}", "}]}");
    JsonNode posted = server.post("/v1/collections/ids/documents", body);
    assertThat(posted.at("/items/0/error").isNull()).as(posted.toString()).isTrue();
    String path = "/v1/collections/ids/documents/" + escaped(id);
    HttpResponse<String> found = server.send("GET", path);
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(json(found).at("/id").asString()).isEqualTo(id);
    assertThat(server.send("DELETE", path).statusCode()).isEqualTo(204);
    assertThat(server.send("GET", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%.txt", "a\\b.txt", "a;b.txt", "가 나.txt", "..txt", "a?#.txt"})
  void a_file_may_have_whatever_name(String name) throws Exception {
    HttpResponse<String> read = server.send("POST", "/v1/text/" + escaped(name), "A dog.", "text/plain");
    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    HttpResponse<String> indexed =
        server.send("POST", "/v1/collections/files/files/" + escaped(name), "A dog.", "text/plain");
    assertThat(indexed.statusCode()).as(indexed.body()).isEqualTo(200);
    assertThat(json(indexed).at("/rejected").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%2f..%2fMETA-INF/MANIFEST.MF",
        "/%2e%2e/io/doppel/cli/Main.class",
        "/..;/logging.properties",
        "//logging.properties",
        "/..%5clogging.properties",
        "/%2e%2e%2flogging.properties",
        "/js/..%2f..%2flogging.properties",
        "/%252e%252e/logging.properties",
        "/./logging.properties"
      })
  void nothing_but_the_page_is_served_from_outside_the_routes(String path) throws Exception {
    assertThat(server.answer("GET " + path + " HTTP/1.1", "Host: localhost"))
        .containsPattern("^HTTP/1.1 40[04]")
        .contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /v1/collections/things, 'GET, HEAD, PUT, DELETE, OPTIONS'",
    "GET, /v1/similarity, 'POST, OPTIONS'",
    "DELETE, /v1/collections, 'GET, HEAD, OPTIONS'",
    "POST, /livez, 'GET, HEAD, OPTIONS'",
  })
  void a_method_that_an_address_does_not_take_is_answered_with_those_it_takes(
      String method, String path, String allowed) throws Exception {
    HttpResponse<String> answer = server.send(method, path);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(methods(answer)).containsExactlyInAnyOrder(allowed.split(", ", -1));
    assertThat(json(answer).at("/detail").asString())
        .startsWith("%s does not take %s; it takes ".formatted(path, method));
  }

  @Test
  void options_are_the_methods_of_an_address() throws Exception {
    HttpResponse<String> answer = server.send("OPTIONS", "/v1/collections");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(methods(answer)).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
    assertThat(answer.body()).isEmpty();
    assertThat(server.send("OPTIONS", "/v1/nowhere").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "PATCH", "GET", "POST", "OPTIONS"})
  void an_address_that_cannot_be_read_is_told_whatever_the_method(String method) throws Exception {
    assertThat(server.answer(method + " /v1/collections/%zz HTTP/1.1", "Host: localhost", "Content-Length: 0"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"invalid_request\"");
  }

  @Test
  void what_a_client_makes_of_an_id_that_is_empty_or_a_folder_deletes_no_more_than_was_meant() throws Exception {
    for (String path : List.of("/v1/collections/things/", "/v1/collections/things/documents/")) {
      assertThat(server.answer("DELETE " + path + " HTTP/1.1", "Host: localhost"))
          .startsWith("HTTP/1.1 400")
          .contains("must not end with a slash");
    }
    assertThat(server.answer("DELETE /v1/collections/things/documents/.. HTTP/1.1", "Host: localhost"))
        .containsPattern("^HTTP/1.1 40[04]");
    assertThat(server.send("GET", "/v1/collections/things").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/collections/a;b%/search",
        "/v1/collections/things/documents/a;%FF",
        "/v1/text/a;%zz.txt",
        "/;%"
      })
  void neither_is_one_that_is_malformed_behind_a_semicolon(String path) throws Exception {
    assertThat(server.answer("POST " + path + " HTTP/1.1", "Host: localhost", "Content-Length: 0"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"invalid_request\"");
  }

  private static String[] methods(HttpResponse<String> answer) {
    return answer.headers().firstValue("Allow").orElse("").split(", ", -1);
  }

  private static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
  }
}
