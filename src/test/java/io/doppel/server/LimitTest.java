package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.job.JobKind;
import io.doppel.engine.job.JobLimits;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.limit.LimitSettings;
import io.doppel.server.limit.Rate;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Limits of callers against a real server.
class LimitTest {

  @TempDir private Path folder;

  @Test
  void a_key_that_asks_too_often_is_told_when_to_ask_again_and_others_are_not_held_up() throws Exception {
    KeyFile keys = keys();
    String hasty = key(keys, "hasty");
    String calm = key(keys, "calm");
    try (TinyServer server = start(keys, limits("5/m", "1000/m", "1000/m", 4, 0))) {
      for (int left = 4; left >= 0; left--) {
        HttpResponse<String> answer = send(server, "GET", "/v1/collections", hasty, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "RateLimit")).startsWith("\"requests_per_minute\";r=%d;t=".formatted(left));
        assertThat(header(answer, "RateLimit-Policy"))
            .isEqualTo("\"requests_per_minute\";q=5;w=60, \"texts_per_minute\";q=1000;qu=\"texts\";w=60");
      }
      HttpResponse<String> refused = send(server, "GET", "/v1/collections", hasty, null);
      assertThat(refused.statusCode()).isEqualTo(429);
      int wait = Integer.parseInt(header(refused, "Retry-After"));
      assertThat(wait).isBetween(1, 12);
      assertThat(header(refused, "RateLimit")).isEqualTo("\"requests_per_minute\";r=0;t=" + wait);
      JsonNode problem = json(refused);
      assertThat(problem.at("/code").asString()).isEqualTo("rate_limited");
      assertThat(problem.at("/detail").asString())
          .isEqualTo("the key \"hasty\" may ask for 5/m requests, and did; go on in %d s".formatted(wait));
      assertThat(send(server, "GET", "/v1/collections", calm, null).statusCode()).isEqualTo(200);
      assertThat(send(server, "GET", "/livez", hasty, null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clients_of_openai_hear_of_it_in_their_shape() throws Exception {
    KeyFile keys = keys();
    String hasty = key(keys, "hasty");
    try (TinyServer server = start(keys, limits("1/m", "1000/m", "1000/m", 4, 0))) {
      String body = "{\"input\":\"a\",\"model\":\"tiny\"}";
      assertThat(send(server, "POST", "/v1/embeddings", hasty, body).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = send(server, "POST", "/v1/embeddings", hasty, body);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).at("/error/code").asString()).isEqualTo("rate_limited");
    }
  }

  @Test
  void an_address_that_tries_one_key_after_another_is_refused_whatever_it_shows() throws Exception {
    KeyFile keys = keys();
    String good = key(keys, "good");
    try (TinyServer server = start(keys, limits("1000/m", "20/m", "1000/m", 4, 0))) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(server, "GET", "/v1/collections", "wrong" + i, null).statusCode()).isEqualTo(401);
      }
      assertThat(send(server, "GET", "/v1/collections", "wrong", null).statusCode()).isEqualTo(429);
      assertThat(send(server, "POST", "/v1/session", "", "{\"key\":\"wrong\"}").statusCode()).isEqualTo(429);
      assertThat(send(server, "GET", "/v1/collections", good, null).statusCode()).isEqualTo(429);
      assertThat(send(server, "GET", "/livez", "", null).statusCode()).isEqualTo(200);
      // Behind a proxy that is trusted each client is one; what it says in front of that is not heard.
      assertThat(send(server, "GET", "/v1/collections", good, null, "X-Forwarded-For", "192.0.2.7").statusCode())
          .isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        String said = "198.51.100.%d, 192.0.2.8".formatted(i);
        send(server, "GET", "/v1/collections", good, null, "X-Forwarded-For", said);
      }
      assertThat(send(server, "GET", "/v1/collections", good, null, "X-Forwarded-For", "1.2.3.4, 192.0.2.8"))
          .matches(answer -> answer.statusCode() == 429);
    }
  }

  @Test
  void texts_are_counted_by_their_number_and_length_and_what_is_too_much_is_made_up_for() throws Exception {
    KeyFile keys = keys();
    String key = key(keys, "reader");
    try (TinyServer server = start(keys, limits("1000/m", "1000/m", "10/m", 4, 0))) {
      HttpResponse<String> first =
          send(server, "POST", "/v1/embeddings", key, "{\"input\":[\"a\",\"b\",\"c\"],\"model\":\"tiny\"}");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "RateLimit")).startsWith("\"texts_per_minute\";r=7;t=");
      String documents =
          "{\"documents\":[{\"id\":\"a\",\"text\":\"%s\"},{\"id\":\"b\",\"text\":\"a\"}]}"
              .formatted("ship ".repeat(2_000));
      HttpResponse<String> large = send(server, "POST", "/v1/collections/c/documents", key, documents);
      assertThat(large.statusCode()).as(large.body()).isEqualTo(200);
      assertThat(header(large, "RateLimit")).startsWith("\"texts_per_minute\";r=0;t=");
      HttpResponse<String> refused = send(server, "POST", "/v1/collections/c/search", key, "{\"text\":\"ship\"}");
      assertThat(refused.statusCode()).isEqualTo(429);
      // Four more than there were, and one that is wanted now.
      assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(20, 30);
      assertThat(send(server, "GET", "/v1/collections/c", key, null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_key_has_so_many_jobs_under_way_and_no_more() throws Exception {
    KeyFile keys = keys();
    String key = key(keys, "busy");
    String other = key(keys, "other");
    try (TinyServer server = start(keys, limits("1000/m", "1000/m", "1000/m", 2, 0))) {
      send(server, "POST", "/v1/collections/c/documents", key, "{\"documents\":[{\"id\":\"a\",\"text\":\"ship\"}]}");
      CountDownLatch end = new CountDownLatch(1);
      for (int i = 0; i < JobLimits.STANDARD.running(); i++) {
        server
            .doppel()
            .jobs()
            .start(
                new JobKind<String>("blocking", JobKind.Repetition.BESIDE, _ -> 0, result -> result),
                "blocked",
                0,
                (_, _) -> {
                  awaitEnd(end);
                  return "";
                });
      }
      assertThat(send(server, "GET", "/v1/collections/c/map?seed=1", key, null).statusCode()).isEqualTo(202);
      assertThat(send(server, "GET", "/v1/collections/c/map?seed=2", key, null).statusCode()).isEqualTo(202);
      HttpResponse<String> refused = send(server, "GET", "/v1/collections/c/map?seed=3", key, null);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).at("/code").asString()).isEqualTo("jobs_limited");
      assertThat(header(refused, "Retry-After")).isEqualTo("5");
      assertThat(send(server, "GET", "/v1/collections/c/map?seed=2", key, null).statusCode()).isEqualTo(202);
      assertThat(send(server, "GET", "/v1/collections/c/map?seed=3", other, null).statusCode()).isEqualTo(202);
      end.countDown();
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_collection_takes_as_many_documents_as_it_may_hold_and_rejects_others_one_by_one() throws Exception {
    LimitSettings limits = limits("off", "off", "off", 4, 3);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(limits))) {
      JsonNode first =
          server.post(
              "/v1/collections/c/documents",
              """
              {"documents":[{"id":"a","text":"ship"},{"id":"b","text":"boat"},{"id":"a","text":"sea"},
                            {"id":"c","text":"dog"},{"id":"d","text":"cat"}]}
              """);
      assertThat(first.at("/rejected").asInt()).isEqualTo(1);
      assertThat(first.at("/items/4/status").asString()).isEqualTo("rejected");
      assertThat(first.at("/items/4/error").asString()).isEqualTo("a collection may hold at most 3 documents here");
      assertThat(server.get("/v1/collections/c").at("/documents").asInt()).isEqualTo(3);
      JsonNode file =
          json(
              server.postFile(
                  "/v1/collections/c/files/x.jsonl",
                  "{\"id\":\"a\",\"text\":\"big ship\"}\n{\"id\":\"e\",\"text\":\"house\"}\n"
                      .getBytes(StandardCharsets.UTF_8)));
      assertThat(file.at("/replaced").asInt()).isEqualTo(1);
      assertThat(file.at("/rejects/0/line").asInt()).isEqualTo(2);
      assertThat(file.at("/rejects/0/reason").asString()).contains("at most 3 documents");
      server.send("DELETE", "/v1/collections/c/documents/a");
      assertThat(
              server
                  .post("/v1/collections/c/documents", "{\"documents\":[{\"id\":\"e\",\"text\":\"house\"}]}")
                  .at("/indexed")
                  .asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void what_is_to_be_merged_into_a_document_that_was_refused_is_refused_as_well() throws Exception {
    LimitSettings limits = limits("off", "off", "off", 4, 1);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(limits))) {
      server.post("/v1/collections/c/documents", "{\"documents\":[{\"id\":\"a\",\"text\":\"ship\"}]}");
      JsonNode answer =
          server.post(
              "/v1/collections/c/documents?on_duplicate=merge",
              """
              {"documents":[{"id":"train","text":"The train to Seoul leaves."},
                            {"id":"trains","text":"The train to Seoul leaves."}]}
              """);
      assertThat(answer.at("/rejected").asInt()).isEqualTo(2);
      assertThat(answer.at("/items/1/status").asString()).isEqualTo("rejected");
      assertThat(answer.at("/items/1/error").asString())
          .isEqualTo(
              "it says what \"train\" says, and cannot be merged into it: \"train\" is no document of \"c\"");
    }
  }

  @Test
  void a_step_is_not_taken_back_beyond_what_a_collection_may_hold() throws Exception {
    LimitSettings limits = limits("off", "off", "off", 4, 2);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(limits))) {
      String documents = "/v1/collections/c/documents";
      server.post(documents, "{\"documents\":[{\"id\":\"a\",\"text\":\"ship\"},{\"id\":\"b\",\"text\":\"boat\"}]}");
      String duplicates = "/v1/collections/c/duplicates";
      JsonNode step =
          server.post(duplicates + "/clusters/any", "{\"groups\":[[\"a\",\"b\"]],\"delete\":true}");
      server.post(documents, "{\"documents\":[{\"id\":\"c\",\"text\":\"cat\"}]}");
      JsonNode refused = server.post(duplicates + "/history/" + step.at("/id").asString() + "/revert", "");
      assertThat(refused.at("/detail").asString()).isEqualTo("a collection may hold at most 2 documents here");
      assertThat(server.get("/v1/collections/c").at("/documents").asInt()).isEqualTo(2);
      assertThat(server.send("GET", documents + "/b").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void this_machine_without_keys_is_not_limited_unless_that_is_said() throws Exception {
    try (TinyServer server = TinyServer.start(folder)) {
      assertThat(server.send("GET", "/v1/collections").headers().firstValue("RateLimit")).isEmpty();
    }
    LimitSettings limits = limits("2/m", "1000/m", "1000/m", 4, 0);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(limits))) {
      server.send("GET", "/v1/collections");
      server.send("GET", "/v1/collections");
      HttpResponse<String> refused = server.send("GET", "/v1/collections");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).at("/detail").asString()).startsWith("the address 127.0.0.1 may ask for 2/m requests");
    }
  }

  @Test
  void no_more_collections_are_made_than_there_may_be() throws Exception {
    LimitSettings two = new LimitSettings(List.of(), List.of(), List.of(), 4, 0, 2, false);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(two))) {
      assertThat(server.send("PUT", "/v1/collections/a").statusCode()).isEqualTo(201);
      assertThat(server.send("PUT", "/v1/collections/b").statusCode()).isEqualTo(201);
      String document = "{\"documents\":[{\"id\":\"a\",\"text\":\"the dog\"}]}";
      String example = "{\"examples\":[{\"label\":\"pets\",\"text\":\"the dog\"}]}";
      for (HttpResponse<String> refused :
          List.of(
              server.send("PUT", "/v1/collections/c"),
              server.send("POST", "/v1/collections/c/documents", document),
              server.postFile("/v1/collections/c/files/a.txt", "the dog".getBytes(StandardCharsets.UTF_8)),
              server.send("POST", "/v1/classifiers/c/examples", example),
              server.send("PUT", "/v1/classifiers/c", example))) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(json(refused).at("/code").asString()).isEqualTo("collections_full");
      }
      assertThat(server.send("POST", "/v1/collections/b/documents", document).statusCode()).isEqualTo(200);
      assertThat(server.get("/v1/collections").at("/collections").size()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0/s", "5/x", "-1/s", "1/s,", "9999999999/s", "99999999999/s", "on"})
  void a_limit_that_is_none_is_refused(String given) {
    assertThatThrownBy(() -> Rate.list("--limit-requests", given)).hasMessageContaining("limit");
  }

  private static LimitSettings limits(String requests, String address, String texts, int jobs, long documents) {
    return new LimitSettings(
        Rate.list("a", requests), Rate.list("b", address), Rate.list("c", texts), jobs, documents, 0, true);
  }

  private KeyFile keys() {
    return new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
  }

  private static String key(KeyFile keys, String name) throws Exception {
    return keys.create(name, Role.WRITE, List.of(), null, null, Instant.now()).text();
  }

  private TinyServer start(KeyFile keys, LimitSettings limits) throws Exception {
    return TinyServer.start(
        folder,
        TinyServer.local()
            .with(new AccessSettings(keys.path(), null, List.of(), List.of("127.0.0.1"), false))
            .with(limits));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<String> send(
      TinyServer server, String method, String path, String key, @Nullable String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }
}
