package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Collections, documents and files in and out over HTTP.
class DocumentRoutesTest extends ThingsServed {

  @Test
  void many_without_a_title_are_listed_with_their_beginnings() throws Exception {
    String documents =
        IntStream.range(100, 200)
            .mapToObj(number -> "{\"id\":\"n%d\",\"text\":\"ship %d\"}".formatted(number, number))
            .collect(Collectors.joining(",", "{\"documents\":[", "]}"));
    server.post("/v1/collections/untitled/documents", documents);
    JsonNode listed = server.get("/v1/collections/untitled/documents?limit=1000").at("/documents");
    assertThat(listed.size()).isEqualTo(100);
    for (JsonNode each : listed) {
      assertThat(each.at("/beginning").asString()).isEqualTo("ship " + each.at("/id").asString().substring(1));
    }
    server.send("DELETE", "/v1/collections/untitled");
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
    JsonNode answer = json(server.send("POST", "/v1/collections/batch/documents", body, "application/x-ndjson"));
    assertThat(answer.at("/indexed").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejected").asInt()).isEqualTo(4);
    assertThat(answer.at("/items/1/error").asString()).isEqualTo("title and text are both empty");
    assertThat(answer.at("/items/2/status").asString()).isEqualTo("rejected");
    assertThat(answer.at("/items/2/error").asString())
        .isEqualTo(
            "line 3 is not valid JSON: Unrecognized token 'not': was expecting (JSON String, Number, Array,"
                + " Object or token 'null', 'true' or 'false')");
    assertThat(answer.at("/items/3/error").asString())
        .isEqualTo("unknown field \"colour\"; known are fields, id, text, title");
    assertThat(answer.at("/items/4/error").asString()).isEqualTo("id must be a string, got a number");
    assertThat(server.send("GET", "/v1/collections/batch/documents/one").statusCode()).isEqualTo(200);
    assertThat(server.send("DELETE", "/v1/collections/batch/documents/one").statusCode()).isEqualTo(204);
    assertThat(server.send("GET", "/v1/collections/batch/documents/one").statusCode()).isEqualTo(404);
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
          {"id":"a","text":"x"} {}                  | line 1 is not valid JSON: it goes on behind its end
          {"id":"a","text":"x"                      | line 1 is not valid JSON: Unexpected end-of-input: expected close marker for Object
          ["a"]                                     | a document must be an object, got an array
          null                                      | a document must be an object, got null
          """)
  void a_document_that_is_none_is_rejected_with_a_sentence_and_no_collection_is_made_for_it(String line, String error)
      throws Exception {
    JsonNode answer = json(server.send("POST", "/v1/collections/none-yet/documents", line, "application/x-ndjson"));
    assertThat(answer.at("/items/0/status").asString()).as(answer.toString()).isEqualTo("rejected");
    assertThat(answer.at("/items/0/error").asString()).isEqualTo(error);
    assertThat(server.get("/v1/collections/none-yet").at("/code").asString()).isEqualTo("collection_not_found");
  }

  @Test
  void a_file_goes_through_no_gate_and_says_so_instead_of_being_stored() throws Exception {
    String address = "/v1/collections/gated/files/notes.txt?on_duplicate=reject";
    JsonNode refused = json(server.send("POST", address, "A cat.", "text/plain"));
    assertThat(refused.at("/detail").asString()).contains("on_duplicate goes with POST");
    assertThat(server.send("GET", "/v1/collections/gated").statusCode()).isEqualTo(404);
  }

  @Test
  void a_whole_file_is_read_by_its_name_and_what_cannot_be_read_is_told_by_line() throws Exception {
    String csv = "id,title,text,kind\n1,One,first text,a\n2,Two\n,Three,\"third,\n text\",b\n";
    JsonNode answer = json(server.send("POST", "/v1/collections/files/files/my%20notes.csv", csv, "text/csv"));
    assertThat(answer.at("/indexed").asInt()).as(answer.toString()).isEqualTo(2);
    assertThat(answer.at("/rejected").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejects/0/line").asInt()).isEqualTo(3);
    assertThat(answer.at("/rejects/0/reason").asString()).isNotEmpty();
    JsonNode listed = server.get("/v1/collections/files/documents");
    assertThat(listed.at("/documents").valueStream().map(one -> one.at("/id").asString()))
        .containsExactly("1", "my notes.csv:4");
    JsonNode note =
        json(
            server.postFile(
                "/v1/collections/files/files/%EB%B0%94%EB%8B%A4.txt",
                "바다는 넓다.".getBytes(StandardCharsets.UTF_8)));
    assertThat(note.at("/indexed").asInt()).as(note.toString()).isEqualTo(1);
    assertThat(server.get("/v1/collections/files/documents/%EB%B0%94%EB%8B%A4.txt").at("/title").asString())
        .isEqualTo("바다");
  }

  @ParameterizedTest
  @CsvSource({
    "picture.png, 415, unsupported_media_type",
    "noextension, 415, unsupported_media_type",
    "..%2Fup.txt, 400, ",
  })
  void a_file_that_is_no_text_or_no_plain_name_is_refused(String file, int status, String code) throws Exception {
    HttpResponse<String> response = server.postFile("/v1/collections/files/files/" + file, new byte[] {'x'});
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).at("/code").asString()).isEqualTo(code);
    }
  }

  @Test
  void a_collection_is_made_listed_and_deleted() throws Exception {
    assertThat(server.send("PUT", "/v1/collections/new").statusCode()).isEqualTo(201);
    assertThat(server.send("PUT", "/v1/collections/new").statusCode()).isEqualTo(200);
    JsonNode made = server.get("/v1/collections/new");
    assertThat(made.at("/documents").asInt()).isZero();
    assertThat(made.at("/state").asString()).isEqualTo("ready");
    assertThat(made.at("/indexing").isNull()).isTrue();
    assertThat(server.send("DELETE", "/v1/collections/new").statusCode()).isEqualTo(204);
    assertThat(server.send("GET", "/v1/collections/new").statusCode()).isEqualTo(404);
  }

  @Test
  void an_id_may_look_like_a_path_or_be_korean() throws Exception {
    server.post(
        "/v1/collections/paths/documents",
        "{\"documents\":[{\"id\":\"notes/2026/a b.txt:12\",\"text\":\"one\"},{\"id\":\"가/나\",\"text\":\"둘\"}]}");
    assertThat(server.get("/v1/collections/paths/documents/notes%2F2026%2Fa%20b.txt:12").at("/text").asString())
        .isEqualTo("one");
    assertThat(server.get("/v1/collections/paths/documents/notes/2026/a%20b.txt:12").at("/text").asString())
        .isEqualTo("one");
    assertThat(server.get("/v1/collections/paths/documents/%EA%B0%80%2F%EB%82%98").at("/text").asString())
        .isEqualTo("둘");
  }

  @Test
  void the_documents_of_a_collection_are_listed_in_pages() throws Exception {
    JsonNode first = server.get("/v1/collections/things/documents?limit=3");
    assertThat(first.at("/documents").valueStream().map(one -> one.at("/id").asString()))
        .containsExactly("boat", "dog", "ship");
    assertThat(first.at("/documents/1/title").asString()).isEqualTo("Pets");
    assertThat(first.at("/documents").valueStream().map(one -> one.at("/beginning").asString()))
        .containsExactly("A ship is on the big sea.", "", "The ship is on the sea.");
    JsonNode rest = server.get("/v1/collections/things/documents?limit=3&after=ship");
    assertThat(rest.at("/documents").size()).isEqualTo(1);
    JsonNode wrong = server.get("/v1/collections/things/documents?limit=x");
    assertThat(wrong.at("/detail").asString()).isEqualTo("limit must be a number, got \"x\"");
  }
}
