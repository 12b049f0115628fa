package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.model.Sha256;
import io.doppel.engine.CollectionName;
import io.doppel.engine.quality.CollectionQuality;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
        ("{\"documents\":[{\"id\":\"kim\",\"text\":\"The king is old. %1$s\"},{\"id\":\"lee\",\"text\":\"%1$s "
            + "I play guitar.\"}]}")
            .formatted(shared);
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
    assertThat(status.at("/result/pairs/0/cases/0/text2").asString())
        .contains("some of them stop to look at the water");
    assertThat(status.at("/result/clusters/0/1").asString()).isEqualTo("lee");
    assertThat(server.send("GET", all + "/report/html").body())
        .startsWith("<!doctype html>")
        .contains("\"id1\":\"kim\"");
    assertThat(server.get(all + "/report/xml").at("/detail").asString())
        .isEqualTo("format must be html, json or csv, got xml");
    HttpResponse<String> own = server.send("POST", all, "{\"archives\":[\"papers\"]}");
    assertThat(own.statusCode()).isEqualTo(400);
    assertThat(json(own).at("/detail").asString())
        .isEqualTo("archives must be other collections, got \"papers\" itself");
    HttpResponse<String> base = server.send("POST", all, "{\"leave_out\":{\"base\":[\"nobody\"]}}");
    assertThat(base.statusCode()).isEqualTo(400);
    assertThat(json(base).at("/detail").asString())
        .isEqualTo("base must name documents of the collection, got nobody");
    assertThat(server.get(all).at("/id").asString()).as("the last comparison").isEqualTo(status.at("/id").asString());
    assertThat(server.send("DELETE", all).statusCode()).isEqualTo(204);
    assertThat(server.get(all).at("/state").asString()).isEqualTo("none");
    assertThat(server.post(all, "{\"threshold\":0}").at("/detail").asString()).startsWith("threshold must be ");
  }

  @Test
  void a_report_of_the_last_check_is_no_check_once_more() throws Exception {
    String text = "{\"text\":\"A dog and a cat live in the house.\"}";
    server.post("/v1/collections/things/plagiarism", text);
    CollectionQuality quality = server.doppel().collection(new CollectionName("things")).quality();
    long queries = quality.recentQuestions().size();
    assertThat(server.send("POST", "/v1/collections/things/plagiarism/report/html", text).body())
        .contains("<!doctype html>");
    assertThat(quality.recentQuestions()).hasSize((int) queries);
    server.send("POST", "/v1/collections/things/plagiarism/report/html", text.replace("dog", "dogs"));
    assertThat(quality.recentQuestions())
        .hasSizeGreaterThan((int) queries);
  }

  @Test
  void a_check_is_kept_at_an_address_that_does_not_tell_the_text() throws Exception {
    server.post(
        "/v1/collections/kept/documents",
        "{\"documents\":[{\"id\":\"dog\",\"text\":\"A dog and a cat live in the house.\"}]}");
    String body =
        "{\"text\":\"A dog and a cat live in the house.\",\"exclude\":[\"other\"],"
            + "\"leave_out\":{\"quotations\":true},\"name\":\"내 글.txt\"}";
    JsonNode answer = server.post("/v1/collections/kept/plagiarism", body);
    String address = "/v1/collections/kept/plagiarism/results/" + answer.at("/id").asString();
    JsonNode kept = server.get(address);
    assertThat(kept.at("/name").asString()).isEqualTo("내 글.txt");
    assertThat(kept.at("/text").asString()).isEqualTo("A dog and a cat live in the house.");
    assertThat(kept.at("/exclude/0").asString()).isEqualTo("other");
    assertThat(kept.at("/leave_out/quotations").asBoolean()).isTrue();
    assertThat(kept.at("/changed").asBoolean()).isFalse();
    for (String part : List.of("/cases", "/sources", "/coverage", "/by_kind", "/checked_at")) {
      assertThat(kept.at(part)).as(part).isEqualTo(answer.at(part));
    }
    server.post(
        "/v1/collections/kept/documents",
        "{\"documents\":[{\"id\":\"dog\",\"text\":\"The ship is on the sea.\"}]}");
    assertThat(server.get(address).at("/changed").asBoolean()).isTrue();
    server.send("DELETE", address);
    assertThat(server.get(address).at("/code").asString()).isEqualTo("check_not_found");
  }

  @Test
  void what_a_file_holds_and_was_not_checked_is_kept_with_the_check_and_told_in_its_report() throws Exception {
    String body =
        """
        {"text":"A dog and a cat live in the house.","unseen":"hidden words","unread":[{"kind":"page","count":1,"names":["4"]}]}""";
    JsonNode answer = server.post("/v1/collections/things/plagiarism", body);
    String address = "/v1/collections/things/plagiarism/results/" + answer.at("/id").asString();
    assertThat(server.get(address).at("/unread/0/names/0").asString()).isEqualTo("4");
    assertThat(server.get(address + "/report/json").at("/unseen").asString()).isEqualTo("hidden words");
    assertThat(server.get(address + "/report/json").at("/unread/0/kind").asString()).isEqualTo("page");
    assertThat(server.post("/v1/collections/things/plagiarism", body.replace("page", "dream")).at("/detail").asString())
        .isEqualTo("kind of what is unread must be one that texts are told with, got dream");
    assertThat(server.post("/v1/collections/things/plagiarism", body.replace("1,", "0,")).at("/status").asInt())
        .isEqualTo(400);
    assertThat(
            server
                .post("/v1/collections/things/plagiarism", "{\"text\":\"a\",\"unread\":[null]}")
                .at("/status")
                .asInt())
        .isEqualTo(400);
  }

  @Test
  void a_check_goes_with_its_collection_even_when_one_of_that_name_comes_again() throws Exception {
    String documents = "{\"documents\":[{\"id\":\"dog\",\"text\":\"A dog and a cat live in the house.\"}]}";
    server.post("/v1/collections/passing/documents", documents);
    String id =
        server
            .post("/v1/collections/passing/plagiarism", "{\"text\":\"a dog and a cat\"}")
            .at("/id")
            .asString();
    server.send("DELETE", "/v1/collections/passing");
    server.post("/v1/collections/passing/documents", documents);
    assertThat(
            server.get("/v1/collections/passing/plagiarism/results/" + id).at("/code").asString())
        .isEqualTo("check_not_found");
    assertThat(server.get("/v1/collections/things/plagiarism/results/" + id).at("/code").asString())
        .isEqualTo("check_not_found");
  }

  @Test
  void
      a_report_is_of_the_collection_as_it_is_even_when_a_source_was_replaced_by_one_of_the_same_size()
          throws Exception {
    String text =
        "{\"text\":\"I play guitar. Many people walk over the old bridge every morning, and some of them "
            + "stop to look at the water.\"}";
    server.post(
        "/v1/collections/swapped/documents",
        "{\"documents\":[{\"id\":\"a\",\"text\":\"I play guitar. Many people walk over the old bridge "
            + "every morning, and some of them stop to look at the water.\"}]}");
    assertThat(server.post("/v1/collections/swapped/plagiarism", text).at("/cases")).hasSize(1);
    server.post(
        "/v1/collections/swapped/documents",
        "{\"documents\":[{\"id\":\"a\",\"text\":\"I play guitar. My friend plays piano and sings in the "
            + "choir of the church on Sundays, and I like music.\"}]}");
    JsonNode report = TinyServer.json(server.send("POST", "/v1/collections/swapped/plagiarism/report/json", text));
    assertThat(report.at("/found/cases")).isEmpty();
  }

  @Test
  void a_report_is_in_the_language_asked_for_and_its_file_is_named_after_the_text() throws Exception {
    String id =
        server
            .post(
                "/v1/collections/things/plagiarism", "{\"text\":\"A dog.\",\"name\":\"내 글/1.txt\"}")
            .at("/id")
            .asString();
    String address = "/v1/collections/things/plagiarism/results/%s/report/html".formatted(id);
    HttpResponse<String> korean =
        server.send(
            HttpRequest.newBuilder(server.uri(address))
                .header("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.8")
                .build());
    assertThat(korean.body()).contains("<html lang=\"ko\">", "\"collection\":\"things\"", "\"model\":\"tiny\"");
    assertThat(korean.headers().firstValue("Content-Disposition").orElseThrow())
        .matches(
            "attachment; filename=\"plagiarism-_-_-1-txt-\\d{4}-\\d\\d-\\d\\d-\\d{4}\\.html\"; "
                + "filename\\*=UTF-8''plagiarism-%EB%82%B4-%EA%B8%80-1-txt-[-\\d]+\\.html");
    assertThat(server.send("GET", address + "?lang=en").body()).contains("<html lang=\"en\">");
    assertThat(server.get(address + "?lang=fr").at("/detail").asString())
        .isEqualTo("lang must be en or ko, got \"fr\"");
  }

  @Test
  void a_report_is_known_again_by_the_hash_of_its_file_and_by_its_seal() throws Exception {
    String body =
        "{\"text\":\"A dog and a cat live in the house.\",\"name\":\"paper\",\"leave_out\":{\"author\":\"Kim\"}}";
    String content = server.send("POST", "/v1/collections/things/plagiarism/report/json", body).body();
    JsonNode report = JsonMapper.shared().readTree(content);
    String reports = "/v1/collections/things/plagiarism/reports/";
    JsonNode bySeal = server.get(reports + report.at("/seal").asString());
    assertThat(bySeal.at("/matches").asString()).isEqualTo("seal");
    assertThat(bySeal.at("/name").asString()).isEqualTo("paper");
    assertThat(bySeal.at("/author").asString()).isEqualTo("Kim");
    assertThat(bySeal.at("/coverage")).isEqualTo(report.at("/found/coverage"));
    assertThat(server.get(reports + Sha256.of(content)).at("/matches").asString()).isEqualTo("file");
    String altered = content.replace("\"paper\"", "\"another\"");
    assertThat(server.get(reports + Sha256.of(altered)).at("/code").asString()).isEqualTo("report_not_found");
    assertThat(server.get(reports + "abc").at("/detail").asString())
        .isEqualTo("hash must be 64 hexadecimal digits, got \"abc\"");
    assertThat(server.send("POST", "/v1/collections/things/plagiarism/report/html?anonymous=true", body).body())
        .doesNotContain("\"paper\"", "Kim");
    assertThat(
            server
                .post("/v1/collections/things/plagiarism/report/html?anonymous=yes", body)
                .at("/detail")
                .asString())
        .isEqualTo("anonymous must be true or false, got \"yes\"");
  }

  @Test
  void an_anonymous_report_tells_nothing_of_what_else_the_author_wrote() throws Exception {
    String copied = "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    String other = "My friend plays the piano and sings in the choir of the church on every Sunday of the year.";
    server.post(
        "/v1/collections/nameless/documents",
        ("{\"documents\":[{\"id\":\"kims-first\",\"text\":\"%s\",\"fields\":{\"author\":\"Kim\"}},"
                + "{\"id\":\"lees\",\"text\":\"%s\"}]}")
            .formatted(copied, other));
    String address = "/v1/collections/nameless/plagiarism/report/json";
    String body =
        "{\"text\":\"%s I play guitar. %s\",\"name\":\"paper\",\"leave_out\":{\"author\":\"Kim\"}}"
            .formatted(copied, other);
    assertThat(server.send("POST", address, body).body()).contains("kims-first", "lees");
    String anonymous = server.send("POST", address + "?anonymous=true", body).body();
    assertThat(anonymous).contains("lees").doesNotContain("kims-first", "Kim");
    JsonNode found = JsonMapper.shared().readTree(anonymous).at("/found");
    assertThat(found.at("/coverage_with_left_out").asDouble()).isBetween(.3, .6);
  }

  @Test
  void a_null_among_the_excluded_is_refused() throws Exception {
    JsonNode problem = server.post("/v1/collections/things/plagiarism", "{\"text\":\"a dog\",\"exclude\":[null]}");
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asString()).isEqualTo("exclude[0] must not be null");
  }
}
