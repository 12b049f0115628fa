package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What comes over the network wrong is told to its sender, and is nothing for the log.
class ClientFaultTest extends ThingsServed {

  private SeriousLog log;

  @BeforeEach
  void listen() {
    log = SeriousLog.open();
  }

  @AfterEach
  void nothing_serious_was_logged() {
    log.close();
    assertThat(log.logged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"charset=@", "charset", "charset=", "charset=euc-kr", "charset=\"utf-16\""})
  void json_in_another_charset_than_its_own_is_refused(String parameter) throws Exception {
    HttpResponse<String> answer =
        server.send(
            "POST",
            "/v1/collections/things/documents?on_duplicate=flag",
            "{\"documents\":[]}",
            "application/json; " + parameter);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
    assertThat(json(answer).at("/detail").asString())
        .isEqualTo("the charset of application/json must be utf-8, got " + parameter);
  }

  @Test
  void the_charset_of_json_may_be_named_and_that_of_a_file_is_not_looked_at() throws Exception {
    assertThat(
            server
                .send(
                    "POST",
                    "/v1/similarity",
                    "{\"text1\":\"a\",\"text2\":\"b\"}",
                    "application/json;charset=\"UTF-8\"")
                .statusCode())
        .isEqualTo(200);
    assertThat(server.send("POST", "/v1/text/a.txt", "dog", "text/plain; charset=@").statusCode()).isEqualTo(200);
    assertThat(
            server
                .send(
                    "POST",
                    "/v1/collections/things/files/sea.txt?x=1",
                    "The sea.",
                    "text/plain; charset")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/similarity                      | Content-Length: 100        | {"text1":"a"
          /v1/collections/things/documents    | Content-Length: 100        | {"documents":[]}
          /v1/collections/things/files/a.txt  | Content-Length: 100        | hello
          /v1/collections/things/files/a.txt  | Transfer-Encoding: chunked | 5\\r\\nhello\\r\\n
          /v1/collections/things/files/a.txt  | Transfer-Encoding: chunked | zz\\r\\nhello
          /v1/text/a.txt                      | Content-Length: 100        | hello
          /v1/text/a.docx                     | Transfer-Encoding: chunked | 5\\r\\nhello\\r\\n
          """)
  void a_body_that_ends_early_is_a_fault_of_its_sender(String path, String header, String body) throws Exception {
    String request =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
            .formatted(path, header, body.replace("\\r\\n", "\r\n"));
    assertThat(server.answer(request.getBytes(StandardCharsets.UTF_8)))
        .startsWith("HTTP/1.1 400")
        .contains(
            "\"code\":\"malformed_body\"",
            "the body ends before the end that was announced, or its parts are malformed");
  }

  @Test
  void a_client_that_says_no_more_after_its_request_gets_its_answer() throws Exception {
    String body = "{\"text1\":\"a\",\"text2\":\"b\"}";
    String request =
        ("POST /v1/similarity HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + "application/json\r\nContent-Length: %d\r\n\r\n%s")
            .formatted(body.length(), body);
    for (int i = 0; i < 20; i++) {
      assertThat(server.answer(request.getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_body_in_gzip_is_unpacked() throws Exception {
    JsonNode answer =
        json(
            server.sendBytes(
                "POST",
                "/v1/similarity",
                gzip("{\"text1\":\"a dog\",\"text2\":\"a dog\"}"),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip"));
    assertThat(answer.at("/similarity").asDouble()).isGreaterThan(.999);
    JsonNode file =
        json(
            server.sendBytes(
                "POST",
                "/v1/collections/packed/files/a.txt",
                gzip("A dog."),
                "Content-Encoding",
                "gzip"));
    assertThat(file.at("/indexed").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 50_000})
  void a_body_of_any_size_is_read_whole_whether_its_size_was_announced_or_not(int size) throws Exception {
    String last = "\"text2\":\"a dog\"}";
    String body = "{\"text1\":\"a dog\"," + " ".repeat(size - 17 - last.length()) + last;
    assertThat(body).hasSize(size);
    assertThat(server.post("/v1/similarity", body).at("/similarity").asDouble()).isGreaterThan(.999);
    HttpRequest.BodyPublisher unannounced =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body));
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/similarity"))
            .header("Content-Type", "application/json")
            .POST(unannounced)
            .build();
    assertThat(json(server.send(request)).at("/similarity").asDouble()).isGreaterThan(.999);
  }

  @Test
  void gzip_that_unpacks_to_more_than_a_body_may_be_is_refused() throws Exception {
    byte[] bomb = gzip(" ".repeat(33 << 20));
    HttpResponse<String> answer =
        server.sendBytes(
            "POST",
            "/v1/similarity",
            bomb,
            "Content-Type",
            "application/json",
            "Content-Encoding",
            "gzip");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).at("/code").asString()).isEqualTo("body_too_large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip    | 400 | the body is not valid gzip: Not in GZIP format
          br      | 415 | Content-Encoding must be gzip, or left out, got "br"
          gzip, gzip | 415 | Content-Encoding must be gzip, or left out, got "gzip, gzip"
          """)
  void a_body_that_is_packed_otherwise_is_refused(String encoding, int status, String detail) throws Exception {
    HttpResponse<String> answer =
        server.sendBytes(
            "POST",
            "/v1/similarity",
            "{\"text1\":\"a\",\"text2\":\"b\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Content-Encoding",
            encoding);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).at("/detail").asString()).isEqualTo(detail);
  }

  @Test
  void a_body_that_is_not_utf_8_is_refused_with_the_place() throws Exception {
    HttpResponse<String> answer =
        server.sendBytes(
            "POST",
            "/v1/similarity",
            "{\"text1\":\"서울\"}".getBytes(Charset.forName("MS949")),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/detail").asString())
        .isEqualTo(
            "the body is not valid UTF-8: byte 0xBC at offset 10 (convert other encodings first, as with: "
                + "iconv -f CP949 -t UTF-8)");
  }

  @Test
  void a_line_that_is_not_utf_8_is_rejected_with_its_place_and_the_others_are_kept() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write("\uFEFF{\"id\":\"utf8\",\"text\":\"서울\"}\r\n\n".getBytes(StandardCharsets.UTF_8));
    body.write("{\"id\":\"cp949\",\"text\":\"서울\"}\n".getBytes(Charset.forName("MS949")));
    JsonNode answer =
        json(
            server.sendBytes(
                "POST",
                "/v1/collections/lines/documents",
                body.toByteArray(),
                "Content-Type",
                "application/x-ndjson"));
    assertThat(answer.at("/indexed").asInt()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.at("/items/0/status").asString()).isEqualTo("indexed");
    assertThat(answer.at("/items/1/error").asString())
        .isEqualTo(
            "line 3 is not valid UTF-8: byte 0xBC at offset 22 (convert other encodings first, as with: "
                + "iconv -f CP949 -t UTF-8)");
    assertThat(server.get("/v1/collections/lines/documents/utf8").at("/text").asString()).isEqualTo("서울");
  }

  @Test
  void a_byte_order_mark_before_json_is_passed_over() throws Exception {
    assertThat(
            server
                .send("POST", "/v1/similarity", "\uFEFF{\"text1\":\"a\",\"text2\":\"b\"}")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/similarity                    | {"text1":"a \\ud83d","text2":"b"}                                  | /text1
          /v1/collections/things/search     | {"text":"dog","filter":{"and":[{"field":"k","is":"\\udc00"}]}}     | /filter/and/0/is
          /v1/collections/things/search     | {"text":"dog","facets":["\\udc00\\ud83d"]}                          | /facets/0
          /v1/collections/things/plagiarism | {"text":"dog","exclude":["\\ud83d"]}                               | /exclude/0
          /v1/collections/things/decisions  | {"id1":"\\ud83d","id2":"dog","decision":"merge"}                   | /id1
          """)
  void half_of_a_surrogate_pair_is_refused_in_every_text(String path, String body, String pointer) throws Exception {
    HttpResponse<String> answer = server.send("POST", path, body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(json(answer).at("/detail").asString())
        .endsWith("must be well-formed Unicode, got half of a surrogate pair");
  }

  @Test
  void a_document_with_half_of_a_surrogate_pair_is_rejected_by_itself() throws Exception {
    String body =
        """
        {"documents":[{"id":"text","text":"half \\ud83d"},{"id":"field","text":"a","fields":{"k":"\\udc00"}},{"id":"\\ud83d","text":"a"},
                      {"id":"whole","text":"whole \\ud83d\\ude00"}]}""";
    JsonNode answer = server.post("/v1/collections/halves/documents", body);
    assertThat(answer.at("/indexed").asInt()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.at("/rejected").asInt()).isEqualTo(3);
    assertThat(answer.at("/items/0/error").asString())
        .isEqualTo("text must be well-formed Unicode, got half of a surrogate pair");
    assertThat(answer.at("/items/1/error").asString())
        .isEqualTo("fields/k must be well-formed Unicode, got half of a surrogate pair");
    assertThat(answer.at("/items/2/id").isNull()).isTrue();
    assertThat(server.get("/v1/collections/halves/documents/whole").at("/text").asString()).isEqualTo("whole 😀");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=%zz", "limit=1&after=%FF", "after=%ED%A0%80"})
  void what_stands_behind_the_question_mark_must_be_utf_8(String query) throws Exception {
    assertThat(server.answer("GET /v1/collections/things/documents?" + query + " HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"invalid_request\"");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
