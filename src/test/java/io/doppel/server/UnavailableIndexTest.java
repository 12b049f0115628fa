package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.Catalogs;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.index.FaultyIndex;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.server.compute.Deadlines;
import io.doppel.text.Document;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a server says while the place where indexes are kept does not answer.
@Timeout(120)
class UnavailableIndexTest {

  private static final String THINGS = "/v1/collections/things";
  private static final String SEARCH = "{\"text\":\"a dog on a ship\",\"k\":2}";

  @TempDir private Path folder;
  private final FaultyIndex backend = new FaultyIndex();
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    start(Deadlines.STANDARD);
  }

  private void start(Deadlines deadlines) throws Exception {
    Doppel doppel = TinyDoppel.open(folder, backend.over(Catalogs.in(folder.resolve("index"))));
    server = TinyServer.start(doppel, deadlines);
    TinyDoppel.add(
        doppel,
        "things",
        new Document("dog", "Pets", "A dog and a cat live in the house.", Map.of("kind", "animal")),
        Document.of("ship", "The ship is on the sea."),
        Document.of("boat", "The ship is on the big sea."));
    TinyDoppel.add(doppel, "sound", Document.of("tree", "a tree"));
  }

  @AfterEach
  void stop() throws Exception {
    backend.heals();
    server.close();
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(json(answer).path("code").asString()).isEqualTo("index_unavailable");
    assertThat(json(answer).path("detail").asString()).startsWith(FaultyIndex.SENTENCE);
  }

  private HttpResponse<String> send(String request) throws Exception {
    String[] parts = request.split(" ", 3);
    return parts.length == 2 ? server.send(parts[0], parts[1]) : server.send(parts[0], parts[1], parts[2]);
  }

  @Test
  void a_search_while_it_is_unavailable_is_told_to_come_again_and_answered_then() throws Exception {
    backend.fails(FaultyIndex.unavailable("things"));
    assertUnavailable(server.send("POST", THINGS + "/search", SEARCH));
    assertThat(server.send("POST", "/v1/collections/sound/search", SEARCH).statusCode()).isEqualTo(200);
    backend.heals();
    assertThat(server.send("POST", THINGS + "/search", SEARCH).statusCode()).isEqualTo(200);
  }

  @Test
  void a_search_that_is_never_answered_ends_with_its_deadline_and_holds_up_no_other() throws Exception {
    server.close();
    start(new Deadlines(Duration.ofSeconds(1), Duration.ofHours(1)));
    backend.fails(FaultyIndex.silent("things"));
    HttpResponse<String> answer = server.send("POST", THINGS + "/search", SEARCH);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(answer).path("code").asString()).isEqualTo("deadline_exceeded");
    assertThat(server.send("POST", "/v1/collections/sound/search", SEARCH).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/collections/things/search {\"text\":\"a dog on a ship\",\"k\":2,\"facets\":[\"kind\"]}",
        "POST /v1/collections/things/search {\"text\":\"a dog\",\"mode\":\"dense\",\"exact\":true}",
        "POST /v1/collections/things/search {\"text\":\"a dog\",\"mode\":\"lexical\"}",
        "GET /v1/collections/things",
        "GET /v1/collections/things/fields",
        "GET /v1/collections/things/documents",
        "GET /v1/collections/things/documents/dog",
        "GET /v1/collections/things/upkeep",
        "PATCH /v1/collections/things/upkeep {\"search_width\":200}",
        "POST /v1/collections/things/audit",
        "POST /v1/collections/things/reindex",
        "POST /v1/collections/things/duplicates {\"text\":\"The ship is on the sea.\"}",
        "POST /v1/collections/things/duplicates/all {}",
        "POST /v1/collections/things/decisions {\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"apart\"}",
        "GET /v1/collections/things/decisions",
        "POST /v1/collections/things/plagiarism {\"text\":\"The ship is on the big sea. A dog lives.\"}",
        "POST /v1/collections/things/documents {\"documents\":[{\"id\":\"new\",\"text\":\"a tree\"}]}",
        "POST /v1/collections/things/documents?on_duplicate=reject {\"documents\":[{\"id\":\"x\",\"text\":\"fire\"}]}",
        "POST /v1/collections/fresh/documents {\"documents\":[{\"id\":\"new\",\"text\":\"a tree\"}]}",
        "POST /v1/collections/things/documents/delete {\"filter\":{\"field\":\"kind\",\"is\":\"none\"}}",
        "PUT /v1/collections/things",
        "PUT /v1/collections/another",
      })
  void whichever_call_of_a_request_is_not_answered_in_time_the_request_is_told_to_come_again(String request)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    backend.fails(FaultyIndex.counting(calls));
    HttpResponse<String> sound = send(request);
    assertThat(sound.statusCode()).as(sound.body()).isBetween(200, 202);
    assertThat(calls.get()).isPositive();
    for (int number = 1; number <= calls.get(); number++) {
      backend.fails(FaultyIndex.timeoutAt(number));
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() != 200) {
        assertUnavailable(answer);
      }
    }
    backend.heals();
    HttpResponse<String> again = send(request);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(server.get(THINGS + "/documents").findValuesAsString("id")).contains("boat", "dog", "ship");
  }

  @Test
  void the_server_stays_ready_and_tells_which_collection_is_not_there() throws Exception {
    assertThat(server.get("/v1/collections").findValuesAsString("state")).containsExactly("ready", "ready");
    backend.fails(FaultyIndex.unavailable("things"));
    assertThat(server.send("GET", "/readyz").statusCode()).isEqualTo(200);
    JsonNode listed = server.get("/v1/collections");
    assertThat(listed.findValuesAsString("name")).containsExactly("sound", "things");
    assertThat(listed.findValuesAsString("state")).containsExactly("ready", "failed");
    assertThat(listed.at("/collections/1/error").asString()).startsWith(FaultyIndex.SENTENCE);
    HttpResponse<String> metrics = server.send("GET", "/metrics");
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.body()).contains("doppel_collection_passages{collection=\"sound\"} 1");
    assertThat(metrics.body()).doesNotContain("doppel_collection_passages{collection=\"things\"}");
    backend.heals();
    assertThat(server.get("/v1/collections").findValuesAsString("state")).containsExactly("ready", "ready");
    assertThat(server.send("GET", "/metrics").body()).contains("doppel_collection_passages{collection=\"things\"} 3");
  }

  @Test
  void a_server_whose_place_of_collections_is_gone_is_not_ready_and_asks_it_once_for_all_who_want_to_know()
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    backend.fails(
        (call, work) -> {
          if (call.method().equals("requireAvailable")) {
            asked.incrementAndGet();
            throw new IndexUnavailableException(FaultyIndex.SENTENCE + " at https://node:9200/p: it is red");
          }
          return work.run();
        });
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = server.send("GET", "/readyz");
      assertUnavailable(answer);
      assertThat(json(answer).path("detail").asString()).endsWith("it is red");
    }
    assertThat(asked.get()).isBetween(1, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reindex", "/duplicates/mining", "/plagiarism/all", "/map", "/compact", "/examine"})
  void a_job_fails_with_the_sentence_and_can_be_begun_anew(String task) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    backend.fails(FaultyIndex.counting(calls));
    assertThat(ended(begin(task)).path("state").asString()).isEqualTo("done");
    List<String> ends = new ArrayList<>();
    for (int number = 1; number <= calls.get(); number++) {
      backend.fails(FaultyIndex.timeoutAt(number));
      HttpResponse<String> begun = begin(task);
      if (begun.statusCode() == 503) {
        assertUnavailable(begun);
        ends.add("refused");
      } else {
        JsonNode job = ended(begun);
        ends.add(job.path("state").asString());
        if (!job.path("state").asString().equals("done")) {
          assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("failed");
          assertThat(job.path("error").asString()).startsWith(FaultyIndex.SENTENCE);
        }
      }
    }
    backend.heals();
    JsonNode again = ended(begin(task));
    assertThat(again.path("state").asString()).as(again.toString()).isEqualTo("done");
    assertThat(ends).containsAnyOf("failed", "refused");
    assertThat(server.get(THINGS + "/documents").findValuesAsString("id")).containsExactly("boat", "dog", "ship");
  }

  private HttpResponse<String> begin(String task) throws Exception {
    // A map that is known is not drawn anew.
    return task.equals("/map")
        ? server.send("GET", THINGS + "/map?seed=" + System.nanoTime())
        : server.send("POST", THINGS + task, "{}");
  }

  private JsonNode ended(HttpResponse<String> begun) throws Exception {
    String address = "/v1/jobs/" + json(begun).path("id").asString();
    while (true) {
      HttpResponse<String> answer = server.send("GET", address);
      if (answer.statusCode() == 503) {
        // What came of some jobs is shown with what the index has of it.
        assertUnavailable(answer);
      } else if (!json(answer).path("finished_at").isNull()) {
        return json(answer);
      }
      Thread.sleep(5);
    }
  }
}
