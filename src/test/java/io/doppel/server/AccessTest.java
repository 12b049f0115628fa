package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.limit.LimitSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Keys against a real server.
class AccessTest {

  private static final String OPERATOR = "0123456789abcdef0123456789abcdef";

  /// Who may ask what. All other routes that look are for `read`.
  private static final Map<String, Role> ROLES =
      Map.ofEntries(
          Map.entry("GET /livez", Role.ANYONE),
          Map.entry("GET /readyz", Role.ANYONE),
          Map.entry("GET /v1/openapi.yaml", Role.ANYONE),
          Map.entry("GET /v1/session", Role.ANYONE),
          Map.entry("POST /v1/session", Role.ANYONE),
          Map.entry("DELETE /v1/session", Role.ANYONE),
          Map.entry("POST /v1/collections/{name}/search", Role.SEARCH),
          Map.entry("POST /mcp", Role.SEARCH),
          Map.entry("POST /v1/collections/{name}/duplicates", Role.READ),
          Map.entry("POST /v1/collections/{name}/duplicates/all", Role.READ),
          Map.entry("POST /v1/collections/{name}/duplicates/against", Role.READ),
          Map.entry("POST /v1/collections/{name}/map/place", Role.READ),
          Map.entry("POST /v1/collections/{name}/plagiarism", Role.READ),
          Map.entry("POST /v1/collections/{name}/plagiarism/report/{format}", Role.READ),
          Map.entry("POST /v1/collections/{name}/train/compare", Role.READ),
          Map.entry("POST /v1/collections/{name}/train/adopt", Role.ADMIN),
          Map.entry("POST /v1/classifiers/{name}/classify", Role.READ),
          Map.entry("POST /v1/classifiers/{name}/verify", Role.READ),
          Map.entry("POST /v1/embeddings", Role.READ),
          Map.entry("POST /v1/similarity", Role.READ),
          Map.entry("POST /v1/text/{document}", Role.READ),
          Map.entry("DELETE /v1/collections/{name}", Role.ADMIN),
          Map.entry("PATCH /v1/collections/{name}/upkeep", Role.ADMIN),
          Map.entry("POST /v1/collections/{name}/compact", Role.ADMIN),
          Map.entry("DELETE /v1/collections/{name}/compact", Role.ADMIN),
          Map.entry("POST /v1/collections/{name}/snapshots", Role.ADMIN),
          Map.entry("DELETE /v1/collections/{name}/snapshots/{snapshot}", Role.ADMIN),
          Map.entry("POST /v1/collections/{name}/snapshots/{snapshot}/verify", Role.ADMIN),
          Map.entry("POST /v1/collections/{name}/snapshots/{snapshot}/restore", Role.ADMIN),
          Map.entry("POST /v1/collections/{name}/reindex", Role.ADMIN),
          Map.entry("DELETE /v1/collections/{name}/reindex", Role.ADMIN));

  @TempDir static Path folder;

  private static KeyFile keys;
  private static TinyServer server;
  private static String read;
  private static String write;
  private static String admin;
  private static String things;
  private static String animals;

  @BeforeAll
  static void start() throws Exception {
    keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    read = make("read", Role.READ, List.of(), null);
    write = make("write", Role.WRITE, List.of(), null);
    admin = make("admin", Role.ADMIN, List.of(), null);
    things = make("things", Role.WRITE, List.of("things"), null);
    animals =
        make("animals", Role.READ, List.of("things"), "{\"field\":\"kind\",\"is\":\"animal\"}");
    server =
        TinyServer.start(
            folder,
            TinyServer.local()
                .with(new AccessSettings(keys.path(), OPERATOR, List.of("search.example"), List.of("127.0.0.1"), false))
                .with(LimitSettings.NONE));
    for (String collection : List.of("things", "others")) {
      assertThat(
              send(
                      "POST",
                      "/v1/collections/" + collection + "/documents",
                      write,
                      """
                      {"documents":[
                        {"id":"dog","text":"A dog and a cat live in the house.","fields":{"kind":"animal"}},
                        {"id":"ship","text":"The ship is on the sea."}]}
                      """)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void every_route_lets_in_whose_role_includes_its_own_and_nobody_else() throws Exception {
    Map<String, String> answers = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (String route : server.routes()) {
      Role needed = ROLES.getOrDefault(route, route.startsWith("GET ") ? Role.READ : Role.WRITE);
      expected.put(
          route,
          "%s %s %s %s %s %s"
              .formatted(
                  needed == Role.ANYONE ? "in" : "401",
                  needed == Role.ANYONE ? "in" : "401",
                  Role.SEARCH.includes(needed) ? "in" : "403",
                  Role.READ.includes(needed) ? "in" : "403",
                  Role.WRITE.includes(needed) ? "in" : "403",
                  "in"));
      List<String> found = new ArrayList<>();
      for (String key : List.of("", "wrong", animals, read, write, admin)) {
        int status = asked(route, key).statusCode();
        found.add(status == 401 || status == 403 ? Integer.toString(status) : "in");
      }
      answers.put(route, String.join(" ", found));
    }
    // Signing in is open to all, and says of itself whether a key is one.
    expected.put("POST /v1/session", "in in in in in in");
    assertThat(answers).isEqualTo(expected);
  }

  /// The route with its parts filled in, about things that are not there.
  private static HttpResponse<String> asked(String route, String key) throws Exception {
    String[] parts = route.split(" ", 2);
    String path =
        parts[1]
            .replace("{name}", key.equals(animals) ? "things" : "nothing")
            .replaceAll("[{<][a-z]+[}>]", "x");
    return send(parts[0], path, key, parts[0].equals("GET") ? null : "{}");
  }

  @Test
  void what_archives_say_is_told_only_to_keys_that_see_them() throws Exception {
    String text = "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
    for (String collection : List.of("things", "others")) {
      String body = "{\"documents\":[{\"id\":\"bridge\",\"text\":\"%s\"}]}".formatted(text);
      send("POST", "/v1/collections/" + collection + "/documents", write, body);
    }
    String all = "/v1/collections/things/plagiarism/all";
    JsonNode status = json(send("POST", all, write, "{\"archives\":[\"others\"]}"));
    while (status.at("/state").asString().equals("running")) {
      Thread.sleep(10);
      status = json(send("GET", all, write, null));
    }
    String job = "/v1/jobs/" + status.at("/id").asString();
    for (String address : List.of(all, job, all + "/report/json", all + "/report/csv", all + "/report/html")) {
      assertThat(send("GET", address, write, null).body()).as(address).contains("others");
      assertThat(send("GET", address, things, null).body()).as(address).doesNotContain("others");
    }
    send("DELETE", job, write, null);
    for (String collection : List.of("things", "others")) {
      send("DELETE", "/v1/collections/" + collection + "/documents/bridge", write, null);
    }
  }

  @Test
  void every_route_has_a_role_of_its_own_choice() {
    Set<String> unknown = new HashSet<>(ROLES.keySet());
    unknown.removeAll(server.routes());
    assertThat(unknown).isEmpty();
  }

  @Test
  void a_head_says_what_a_get_would_say_and_sends_no_body() throws Exception {
    for (String key : List.of("", things, admin)) {
      for (String address :
          List.of(
              "/v1/collections/things",
              "/v1/collections/others",
              "/v1/collections/nothing",
              "/v1/collections/things/documents/dog",
              "/v1/collections/things/documents/nope",
              "/readyz",
              "/metrics")) {
        HttpResponse<String> answer = send("HEAD", address, key, null);
        assertThat(answer.statusCode()).as(address).isEqualTo(send("GET", address, key, null).statusCode());
        assertThat(answer.body()).isEmpty();
      }
    }
    assertThat(send("HEAD", "/v1/events", read, null, "Accept", "text/event-stream").statusCode()).isEqualTo(200);
  }

  @Test
  void the_page_is_served_without_a_key() throws Exception {
    assertThat(send("GET", "/", "", null).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/js/app.js", "", null).statusCode()).isEqualTo(200);
  }

  @Test
  void a_missing_and_a_wrong_key_are_told_apart_and_nothing_else_is() throws Exception {
    HttpResponse<String> missing = send("GET", "/v1/collections", "", null);
    assertThat(missing.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(json(missing).at("/code").asString()).isEqualTo("unauthorized");
    String good = read.substring(0, read.length() - 1);
    Set<String> said = new HashSet<>();
    for (String wrong :
        List.of(
            "x",
            good,
            good + (read.endsWith("A") ? "E" : "A"),
            "doppel_00000000_" + "A".repeat(43),
            OPERATOR + "0")) {
      HttpResponse<String> refused = send("GET", "/v1/collections", wrong, null);
      assertThat(refused.statusCode()).isEqualTo(401);
      said.add(said(refused) + refused.headers().firstValue("WWW-Authenticate").orElse(""));
    }
    assertThat(said).hasSize(1);
  }

  @Test
  void clients_of_openai_get_its_error_shape() throws Exception {
    HttpResponse<String> refused = send("POST", "/v1/embeddings", "sk-nothing", "{\"input\":\"a\",\"model\":\"tiny\"}");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).at("/error/code").asString()).isEqualTo("unauthorized");
  }

  @Test
  void the_operators_key_may_everything() throws Exception {
    assertThat(send("PUT", "/v1/collections/made", OPERATOR, null).statusCode()).isEqualTo(201);
    assertThat(send("DELETE", "/v1/collections/made", OPERATOR, null).statusCode()).isEqualTo(204);
  }

  @Test
  void a_key_for_one_collection_sees_no_other_one() throws Exception {
    assertThat(names(send("GET", "/v1/collections", things, null))).isEqualTo("things");
    assertThat(names(send("GET", "/v1/collections", read, null))).isEqualTo("others things");
    HttpResponse<String> hidden = send("GET", "/v1/collections/others", things, null);
    HttpResponse<String> absent = send("GET", "/v1/collections/nothing", things, null);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(said(hidden)).isEqualTo(said(absent).replace("nothing", "others"));
    assertThat(send("PUT", "/v1/collections/new", things, null).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/metrics", things, null).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/v1/session", things, null).body())
        .isEqualTo("{\"keys_wanted\":true,\"role\":\"write\",\"name\":\"things\",\"collections\":[\"things\"]}");
  }

  @Test
  void a_job_of_a_hidden_collection_is_hidden_too() throws Exception {
    assertThat(send("POST", "/v1/collections/others/duplicates/mining", write, "{}").statusCode()).isEqualTo(200);
    String id = json(send("GET", "/v1/jobs", write, null)).at("/jobs/0/id").asString();
    assertThat(send("GET", "/v1/jobs", things, null).body()).isEqualTo("{\"jobs\":[]}");
    assertThat(send("GET", "/v1/jobs/" + id, things, null).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/v1/jobs/" + id, things, null).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/v1/jobs/" + id, read, null).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"ship\",\"mode\":\"dense\"}",
        "{\"text\":\"ship\",\"mode\":\"lexical\"}",
        "{\"text\":\"ship\",\"filter\":{\"not\":{\"field\":\"kind\",\"is\":\"animal\"}}}",
        "{\"text\":\"ship\",\"filter\":{\"or\":[{\"field\":\"kind\",\"exists\":false},{\"field\":\"kind\","
            + "\"exists\":true}]}}",
        "{\"text\":\"ship\",\"facets\":[\"kind\"]}"
      })
  void a_filter_of_a_key_is_forced_onto_every_search(String query) throws Exception {
    HttpResponse<String> found = send("POST", "/v1/collections/things/search", animals, query);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).doesNotContain("The ship");
    assertThat(send("POST", "/v1/collections/things/search", read, query.replaceAll(",\"filter.*", "}")).body())
        .contains("The ship");
  }

  @Test
  void a_revoked_key_is_good_no_more_within_seconds_and_a_new_one_good() throws Exception {
    String late = make("late", Role.READ, List.of(), null);
    await(late, 200);
    assertThat(keys.revoke("late")).isPresent();
    await(late, 401);
  }

  @Test
  void a_key_ends_by_itself() throws Exception {
    String brief =
        keys.create("brief", Role.READ, List.of(), null, Duration.ofMinutes(1), Instant.now().minusSeconds(120)).text();
    String longer =
        keys.create(
                "longer",
                Role.READ,
                List.of(),
                null,
                Duration.ofMinutes(5),
                Instant.now().minusSeconds(120))
            .text();
    await(longer, 200);
    assertThat(send("GET", "/v1/collections", brief, null).statusCode()).isEqualTo(401);
  }

  @Test
  void who_signs_in_on_the_page_gets_a_cookie_that_scripts_cannot_read() throws Exception {
    HttpResponse<String> in = send("POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(things));
    assertThat(in.statusCode()).isEqualTo(201);
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/").doesNotContain("Secure");
    String token = cookie.substring(0, cookie.indexOf(';'));
    JsonNode answer = json(in);
    String csrf = answer.at("/csrf_token").asString();
    assertThat(answer.at("/role").asString()).isEqualTo("write");

    assertThat(send("GET", "/v1/collections/things", "", null, "Cookie", token).statusCode()).isEqualTo(200);
    assertThat(
            json(send("GET", "/v1/session", "", null, "Cookie", token))
                .at("/csrf_token")
                .asString())
        .isEqualTo(csrf);
    String search = "/v1/collections/things/search";
    String query = "{\"text\":\"dog\"}";
    assertThat(json(send("POST", search, "", query, "Cookie", token)).at("/code").asString()).isEqualTo("csrf");
    assertThat(json(send("POST", search, "", query, "Cookie", token, "X-CSRF-Token", token)).at("/code").asString())
        .isEqualTo("csrf");
    assertThat(send("POST", search, "", query, "Cookie", token, "X-CSRF-Token", csrf).statusCode()).isEqualTo(200);

    HttpResponse<String> out = send("DELETE", "/v1/session", "", null, "Cookie", token);
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Expires=Thu, 01 Jan 1970");
    assertThat(send("GET", "/v1/collections/things", "", null, "Cookie", token).statusCode()).isEqualTo(401);
  }

  @Test
  void a_stream_ends_with_the_key_that_opened_it() throws Exception {
    String text = make("listening", Role.READ, List.of(), null);
    await(text, 200);
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + text)
            .timeout(Duration.ofSeconds(30))
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        InputStream stream = client.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(stream.read()).isEqualTo('e');
      assertThat(keys.revoke("listening")).isPresent();
      await(text, 401);
      // Whatever changes now is none of its business.
      send("PUT", "/v1/collections/after", admin, null);
      String rest = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).doesNotContain("\"after\"");
    } finally {
      send("DELETE", "/v1/collections/after", admin, null);
    }
  }

  @Test
  void whoever_signs_in_again_and_again_signs_nobody_else_out() throws Exception {
    HttpResponse<String> in = send("POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(admin));
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    for (int i = 0; i < 50; i++) {
      send("POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(animals));
    }
    assertThat(
            send(
                    "GET",
                    "/v1/collections",
                    "",
                    null,
                    "Cookie",
                    cookie.substring(0, cookie.indexOf(';')))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_job_that_only_an_admin_begins_is_stopped_by_no_writer() throws Exception {
    String id = json(send("POST", "/v1/collections/things/compact", admin, null)).at("/id").asString();
    assertThat(send("DELETE", "/v1/jobs/" + id, write, null).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "/v1/jobs/" + id, admin, null).statusCode()).isEqualTo(204);
  }

  @Test
  void methods_that_somebody_made_up_are_one_in_the_metrics() throws Exception {
    for (String method : List.of("MADEUPA", "MADEUPB")) {
      server.answer(method + " /v1/collections HTTP/1.1", "Host: localhost");
      server.answer("GET /v1/collections HTTP/1.1", "Host: localhost", "X-HTTP-Method-Override: " + method);
    }
    assertThat(send("GET", "/metrics", read, null).body()).contains("method=\"other\"").doesNotContain("MADEUP");
  }

  @Test
  void whose_key_is_revoked_is_signed_out() throws Exception {
    String text = make("leaving", Role.READ, List.of(), null);
    await(text, 200);
    HttpResponse<String> in = send("POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(text));
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    String token = cookie.substring(0, cookie.indexOf(';'));
    assertThat(send("GET", "/v1/collections", "", null, "Cookie", token).statusCode()).isEqualTo(200);
    assertThat(keys.revoke("leaving")).isPresent();
    await(text, 401);
    assertThat(send("GET", "/v1/collections", "", null, "Cookie", token).statusCode()).isEqualTo(401);
  }

  @Test
  void behind_a_proxy_with_tls_the_cookie_is_for_tls_only() throws Exception {
    HttpResponse<String> in =
        send("POST", "/v1/session", "", "{\"key\":\"%s\"}".formatted(read), "X-Forwarded-Proto", "https");
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
  }

  @Test
  void a_wrong_key_signs_nobody_in() throws Exception {
    HttpResponse<String> refused = send("POST", "/v1/session", "", "{\"key\":\"nothing\"}");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(send("POST", "/v1/session", "", "{}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "search.example,,200",
    "SEARCH.example:8443,,200",
    "evil.example,,403",
    "127.0.0.1,search.example,200",
    "127.0.0.1,evil.example,403",
    "evil.example,search.example,200"
  })
  void the_server_answers_to_its_own_names_also_through_a_proxy(String host, @Nullable String forwarded, String status)
      throws Exception {
    List<String> lines = new ArrayList<>(List.of("GET /livez HTTP/1.1", "Host: " + host));
    if (forwarded != null) {
      lines.add("X-Forwarded-Host: " + forwarded);
      lines.add("Origin: https://" + forwarded);
    }
    assertThat(server.answer(lines.toArray(String[]::new))).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void the_network_is_not_let_in_without_keys_unless_that_is_said(@TempDir Path other) throws Exception {
    try (Doppel doppel = TinyDoppel.open(other)) {
      assertThatThrownBy(() -> DoppelServer.start(doppel, "0.0.0.0", 0))
          .hasMessageContaining("doppel keys create")
          .hasMessageContaining("--without-keys");
      AccessSettings open = new AccessSettings(null, null, List.of(), List.of(), true);
      try (DoppelServer started = DoppelServer.start(doppel, ServerSettings.local("0.0.0.0", 0).with(open))) {
        assertThat(started.port()).isPositive();
      }
    }
  }

  @Test
  void the_file_of_the_keys_holds_no_key() throws Exception {
    String kept = Files.readString(keys.path());
    for (String key : List.of(read, write, admin, things)) {
      assertThat(kept).doesNotContain(key).doesNotContain(key.substring(key.length() - 43));
    }
  }

  private static String make(String name, Role role, List<String> collections, @Nullable String filter)
      throws IOException {
    return keys.create(name, role, collections, filter, null, Instant.now()).text();
  }

  /// Until the server has looked at the file again.
  private static void await(String key, int status) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (send("GET", "/v1/collections", key, null).statusCode() != status) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  /// What is not of this one request alone.
  private static String said(HttpResponse<String> problem) {
    return problem.body().replaceFirst("\"request_id\":\"[0-9a-f]{16}\"", "");
  }

  private static String names(HttpResponse<String> collections) {
    return StreamSupport.stream(json(collections).at("/collections").spliterator(), false)
        .map(each -> each.at("/name").asString())
        .collect(joining(" "));
  }

  private static HttpResponse<String> send(
      String method, String path, String key, @Nullable String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }

  @Test
  void who_may_not_delete_collections_forgets_examples_and_leaves_the_collection() throws Exception {
    String examples = "{\"examples\":[{\"label\":\"pets\",\"text\":\"a cat\"}]}";
    assertThat(send("PUT", "/v1/collections/empty", admin, null).statusCode()).isEqualTo(201);
    assertThat(send("PUT", "/v1/classifiers/empty", write, examples).statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/v1/classifiers/empty", write, null).statusCode()).isEqualTo(204);
    assertThat(send("GET", "/v1/collections/empty", write, null).statusCode()).isEqualTo(200);
    assertThat(send("PUT", "/v1/classifiers/empty", write, examples).statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/v1/classifiers/empty", admin, null).statusCode()).isEqualTo(204);
    assertThat(send("GET", "/v1/collections/empty", write, null).statusCode()).isEqualTo(404);
  }
}
