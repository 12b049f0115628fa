package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.doppel.bench.KeptBenchmarks;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.PairQuery;
import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.eval.KeptResults;
import io.doppel.eval.Result;
import io.doppel.retrieval.SearchQuery;
import io.doppel.server.body.Bodies;
import io.doppel.server.problem.Problems;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `docs/openapi.yaml` says what the server does: the same routes, the same fields, the same bounds. Every example in
/// it is sent to a real server.
class OpenApiTest {

  private static final Path PAGE = Path.of("docs/openapi.yaml");
  private static final Path SOURCES = Path.of("src/main/java/io/doppel/server");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "query");
  private static final Pattern CODE =
      Pattern.compile("(?:HttpStatus\\.[A-Z_]+,|later\\(|tooMany\\(|taken\\(ctx,)\\s*\"([a-z_]+)\"");

  /// Made of the status' name in [Problems], so that no source holds them.
  private static final Set<String> CODES_OF_STATUSES = Set.of("not_found", "method_not_allowed");
  private static final Set<String> CODES_OF_JOBS =
      Set.of("mining_busy", "comparison_busy", "examination_busy", "train_busy");

  /// A longer text than this is not sent to see that it is taken.
  private static final int LONGEST_TAKEN = 200_000;

  @TempDir static Path folder;

  private static OpenApi api;
  private static TinyServer server;

  @BeforeAll
  static void start() throws Exception {
    api = new OpenApi(new YAMLMapper().readTree(Files.readString(PAGE)));
    TinyCrossEncoder.write(folder.resolve("models"), "ms-marco-MiniLM-L6-v2");
    server = TinyServer.start(folder);
    Doppel doppel = server.doppel();
    List<Result> results = List.of(new Result("stsb-en", "spearman", 0.5, 0.8203, 0.0005, false, 1));
    KeptResults.of(doppel.modelFolder(), doppel.encoder().fingerprint())
        .with(results, LocalDate.of(2026, 1, 1), "a machine")
        .write(doppel.modelFolder());
    KeptBenchmarks.of(doppel.modelFolder(), doppel.encoder().fingerprint())
        .with(
            new KeptBenchmarks.Entry(
                "search",
                "things",
                "2026-01-01",
                "a machine",
                0.5,
                List.of(Map.of("width", 64, "recall", 0.99))))
        .write(doppel.modelFolder());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /// One method of one path.
  private record Operation(String method, String path, JsonNode item, JsonNode node) {

    String name() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }

    /// The request body in JSON, missing where there is none.
    JsonNode json() {
      return node.at("/requestBody/content/application~1json");
    }

    /// The type of the request body, JSON where there is a choice, empty where there is none.
    String type() {
      JsonNode content = node.at("/requestBody/content");
      return json().isObject() ? "application/json" : content.propertyNames().stream().findFirst().orElse("");
    }

    /// The request body of the example as it is sent, empty where there is none.
    String example() {
      JsonNode example = node.at("/requestBody/content").path(type()).path("example");
      return example.isMissingNode() ? "" : example.isString() ? example.asString() : example.toString();
    }

    boolean isAbout(String tag) {
      return node.at("/tags/0").asString("").equals(tag);
    }
  }

  @Test
  void the_routes_are_those_of_the_server() {
    assertThat(operations().map(Operation::name))
        .as("docs/openapi.yaml must describe every route, and no other")
        .containsExactlyInAnyOrderElementsOf(
            server.routes().stream()
                .map(route -> route.replace('<', '{').replace('>', '}'))
                .toList());
  }

  @Test
  void the_codes_are_those_that_the_sources_name() throws IOException {
    Set<String> codes = new TreeSet<>(CODES_OF_STATUSES);
    codes.addAll(CODES_OF_JOBS);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        CODE.matcher(Files.readString(file)).results().map((MatchResult match) -> match.group(1)).forEach(codes::add);
      }
    }
    assertThat(api.schema("Code").path("enum").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void the_defaults_and_the_other_bounds_are_those_of_the_code() {
    assertThat(api.property("SearchRequest", "k").path("default").asInt()).isEqualTo(SearchQuery.DEFAULT_K);
    assertThat(api.property("DuplicatesRequest", "k").path("default").asInt()).isEqualTo(DuplicateQuery.DEFAULT_K);
    assertThat(api.property("DuplicatesRequest", "threshold").path("default").asDouble())
        .isEqualTo(plain(DuplicateQuery.STANDARD_THRESHOLD));
    assertThat(api.property("PairsRequest", "k").path("default").asInt()).isEqualTo(PairQuery.DEFAULT_K);
    assertThat(api.property("PairsRequest", "threshold").path("default").asDouble())
        .isEqualTo(plain(PairQuery.STANDARD_THRESHOLD));
    assertThat(api.root().at("/info/description").asString()).contains("%,d bytes".formatted(Bodies.MAX_BYTES));
    Pattern name = Pattern.compile(api.root().at("/components/parameters/name/schema/pattern").asString());
    for (String tried : List.of("a", "9-_z", "", "A", "-a", "a b", "a".repeat(64), "a".repeat(65))) {
      assertThat(name.matcher(tried).matches()).as(tried).isEqualTo(CollectionName.isValid(tried));
    }
  }

  @TestFactory
  Stream<DynamicTest> every_operation_answers_its_example_with_exactly_the_fields_that_are_documented() {
    // Events come for as long as somebody listens.
    List<Operation> ending =
        operations()
            .filter(one -> !one.node().at("/responses/200/content/text~1event-stream").isObject())
            .filter(one -> !needsCandidate(one))
            .toList();
    return each(ending, this::answersItsExample);
  }

  /// What a model must have been trained for, which takes more examples than one shows. [TrainingRoutesTest] holds it
  /// against the description.
  private static boolean needsCandidate(Operation operation) {
    return operation.isAbout("training") && operation.json().isObject();
  }

  private void answersItsExample(Operation operation) throws Exception {
    fill();
    if (operation.path().endsWith("/openapi.yaml")) {
      assumeTrue(OpenApiTest.class.getResource("/openapi.yaml") != null, "only the build packs it");
    }
    HttpResponse<String> response = send(operation, body(operation));
    JsonNode documented = operation.node().at("/responses/" + response.statusCode());
    assertThat(documented.isMissingNode()).as("%d: %s", response.statusCode(), response.body()).isFalse();
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    JsonNode schema = documented.at("/content/application~1json/schema");
    Optional<String> other =
        documented.path("content").propertyNames().stream()
            .findFirst()
            .filter(type -> !type.equals("application/json"));
    if (other.isPresent()) {
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(other.get());
      assertThat(response.body()).isNotEmpty();
    } else if (schema.isMissingNode()) {
      assertThat(response.body()).isEmpty();
    } else {
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
      assertThat(api.faults(json(response), schema)).as(response.body()).isEmpty();
      json(response)
          .propertyStream()
          // Guards speak only where there is a calibration, and the tiny model has none; the decisions of the
          // examples do not contradict each other; a step changes, deletes or brings back documents, or decides only;
          // TemplateRoutesTest has templates and boilerplate.
          .filter(member ->
              !Set.of(
                      "guards",
                      "template",
                      "templates",
                      "boilerplate",
                      "contradictions",
                      "changed",
                      "deleted",
                      "restored")
                  .contains(member.getKey()))
          .forEach(member ->
              assertThat(member.getValue().isArray() && member.getValue().isEmpty())
                  .as("an empty list shows nothing: %s", response.body())
                  .isFalse());
    }
  }

  @TestFactory
  Stream<DynamicTest> every_field_of_a_request_is_documented() {
    return each(
        // What a message of another protocol may hold, that says.
        operations().filter(one -> one.json().isObject() && !one.path().equals("/mcp")).toList(),
        operation -> {
          fill();
          String answer = send(operation, "{\"no_such_field\":1}").body();
          List<String> documented =
              api
                  .resolve(operation.json().path("schema"))
                  .path("properties")
                  .propertyNames()
                  .stream()
                  .sorted()
                  .toList();
          assertThat(answer).contains("known are " + String.join(", ", documented) + "\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> every_bound_of_a_request_is_the_last_value_that_is_taken() {
    return operations()
        .filter(one -> one.json().isObject() && !needsCandidate(one))
        .flatMap(
            operation ->
                api.resolve(operation.json().path("schema")).path("properties").propertyStream()
                    .flatMap(property -> bounds(operation, property.getKey(), property.getValue()).stream()));
  }

  private List<DynamicTest> bounds(Operation operation, String field, JsonNode schema) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        double limit = schema.path(bound).asDouble();
        double beyond = limit + (bound.equals("minimum") ? -1 : 1);
        boolean whole = schema.path("type").asString("").equals("integer");
        tests.add(taken(operation, field, bound, node -> set(node, field, limit, whole)));
        tests.add(refused(operation, field, bound, node -> set(node, field, beyond, whole)));
      }
    }
    int longest = schema.path("maxLength").asInt(0);
    if (longest > 0) {
      tests.add(
          refused(
              operation,
              field,
              "maxLength",
              node -> node.put(field, "a ".repeat(longest).substring(0, longest + 1))));
      tests.add(refused(operation, field, "minLength", node -> node.put(field, " ")));
    }
    if (longest > 0 && longest <= LONGEST_TAKEN) {
      tests.add(
          taken(
              operation,
              field,
              "maxLength",
              node -> node.put(field, "a ".repeat(longest).substring(0, longest - 1) + "a")));
    }
    int most = schema.path("maxItems").asInt(0);
    if (most > 0) {
      tests.add(
          refused(
              operation,
              field,
              "maxItems",
              node -> {
                node.putArray(field);
                for (int i = 0; i <= most; i++) {
                  node.withArray(field).add("item" + i);
                }
              }));
    }
    return tests;
  }

  private static void set(ObjectNode node, String field, double value, boolean whole) {
    if (whole) {
      node.put(field, (long) value);
    } else {
      node.put(field, value);
    }
  }

  private DynamicTest taken(Operation operation, String field, String bound, Consumer<ObjectNode> change) {
    return dynamicTest(
        "%s takes the %s of %s".formatted(operation.name(), bound, field),
        () -> {
          fill();
          HttpResponse<String> response = send(operation, changed(operation, change));
          assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        });
  }

  private DynamicTest refused(Operation operation, String field, String bound, Consumer<ObjectNode> change) {
    return dynamicTest(
        "%s refuses what is beyond the %s of %s".formatted(operation.name(), bound, field),
        () -> {
          fill();
          HttpResponse<String> response = send(operation, changed(operation, change));
          JsonNode problem = json(response);
          assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
          assertThat(problem.path("code").asString("")).isEqualTo("invalid_request");
          assertThat(problem.at("/errors/0/pointer").asString("")).isEqualTo("/" + field);
          assertThat(api.faults(problem, api.schema("Problem"))).isEmpty();
        });
  }

  private static String changed(Operation operation, Consumer<ObjectNode> change) {
    ObjectNode body = (ObjectNode) operation.json().path("example").deepCopy();
    change.accept(body);
    return body.toString();
  }

  @TestFactory
  Stream<DynamicTest> what_asks_for_something_that_is_not_there_gets_the_problem_that_is_documented() {
    return each(
        operations()
            .filter(
                one -> one.node().at("/responses/404").isObject() && one.path().contains("{name}"))
            .toList(),
        operation -> {
          fill();
          HttpResponse<String> response = send(operation, body(operation), "none");
          assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
          assertThat(response.headers().firstValue("Content-Type").orElse(""))
              .startsWith("application/problem+json");
          assertThat(api.faults(json(response), api.schema("Problem")))
              .as(response.body())
              .isEmpty();
          assertThat(json(response).path("code").asString())
              .isEqualTo(
                  operation.path().startsWith("/v1/classifiers/")
                      ? "classifier_not_found"
                      : operation.path().contains("{snapshot}") ? "snapshot_not_found" : "collection_not_found");
        });
  }

  @Test
  void an_error_of_the_embeddings_has_the_shape_that_is_documented() throws Exception {
    Operation embeddings = operations().filter(one -> one.isAbout("embeddings")).findFirst().orElseThrow();
    for (String body : List.of("{", "{\"input\":[],\"model\":\"tiny\"}", "{\"input\":\"a\",\"model\":\"other\"}")) {
      HttpResponse<String> response = send(embeddings, body);
      assertThat(response.statusCode()).isBetween(400, 499);
      assertThat(api.faults(json(response), api.schema("OpenAiError"))).as(response.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'field':'lang','is':'en'}",
        "{'field':'year','is':2010}",
        "{'field':'new','is':true}",
        "{'field':'lang','in':['en',1,false]}",
        "{'field':'year','gte':2010,'lt':2020.5}",
        "{'field':'published','gt':'2024-05','lte':'2024-12-31'}",
        "{'field':'isbn','exists':false}",
        "{'and':[{'field':'a','is':'b'},{'not':{'or':[{'field':'c','exists':true},{'field':'d','lt':1}]}}]}",
        "{}",
        "{'field':'a'}",
        "{'field':'','is':'b'}",
        "{'field':'a','is':null}",
        "{'field':'a','is':['b']}",
        "{'field':'a','in':'b'}",
        "{'field':'a','gte':1,'lt':'2024'}",
        "{'field':'a','gt':true}",
        "{'field':'a','exists':1}",
        "{'field':'a','is':'b','in':['c']}",
        "{'and':{}}",
        "{'not':[]}",
        "{'and':[],'or':[]}",
        "{'xor':[]}",
        "[]",
        "'a'"
      })
  void a_filter_is_described_as_it_is_read(String quoted) throws Exception {
    fill();
    String filter = quoted.replace('\'', '"');
    HttpResponse<String> answer =
        server.send(
            "POST",
            "/v1/collections/things/search",
            "{\"text\":\"dog\",\"filter\":%s}".formatted(filter));
    boolean described = api.faults(JsonMapper.shared().readTree(filter), api.schema("Filter")).isEmpty();
    assertThat(answer.statusCode()).as("%s, described: %s", filter, described).isEqualTo(described ? 200 : 400);
  }

  @Test
  void lines_of_documents_are_taken_too() throws Exception {
    server.doppel().openOrCreate(new CollectionName("things"));
    JsonNode content =
        api.root()
            .at(
                "/paths/~1v1~1collections~1{name}~1documents/post/requestBody/content/application~1x-ndjson");
    HttpResponse<String> response =
        server.send(
            "POST",
            "/v1/collections/things/documents",
            content.path("example").asString(),
            "application/x-ndjson");
    assertThat(api.faults(json(response), api.schema("DocumentsResponse"))).as(response.body()).isEmpty();
    assertThat(json(response).path("rejected").asInt()).isZero();
  }

  @Test
  void the_examples_of_answers_fit_their_schemas() {
    for (String answer : List.of("BadRequest", "NotFound")) {
      JsonNode media = api.root().at("/components/responses/" + answer + "/content/application~1problem+json");
      assertThat(api.faults(media.path("example"), media.path("schema"))).as(answer).isEmpty();
    }
  }

  /// Makes the collection `things` with the documents of the example.
  private static void fill() throws Exception {
    JsonNode example =
        api.root()
            .at(
                "/paths/~1v1~1collections~1{name}~1documents/post/requestBody/content/application~1json/example");
    HttpResponse<String> response = server.send("POST", "/v1/collections/things/documents", example.toString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    // Something found to write down, and a decision to list, on a pair that is none.
    server.send("POST", "/v1/collections/things/duplicates/mining", "{\"threshold\":0.5}");
    JsonNode enrolled =
        api.root().at("/paths/~1v1~1classifiers~1{name}/put/requestBody/content/application~1json/example");
    server.send("PUT", "/v1/classifiers/things", enrolled.toString());
    server.send(
        "POST",
        "/v1/collections/things/decisions",
        "{\"id1\":\"q1\",\"id2\":\"bridge\",\"decision\":\"ignore\"}");
  }

  /// The id of a cluster that is there because somebody decided so.
  private static String cluster(String collection) throws Exception {
    server.send(
        "POST",
        "/v1/collections/" + collection + "/decisions",
        "{\"id1\":\"q2\",\"id2\":\"q3\",\"decision\":\"merge\"}");
    return server.get("/v1/collections/" + collection + "/duplicates/clusters").at("/clusters/0/id").asString("none");
  }

  /// The id of a step of the history.
  private static String step(String collection) throws Exception {
    cluster(collection);
    return server.get("/v1/collections/" + collection + "/duplicates/history").at("/steps/0/id").asString("none");
  }

  /// Enough decisions to learn from.
  private static void decideMuch(String collection) throws IOException {
    if (!server.doppel().exists(new CollectionName(collection))) {
      return;
    }
    Decisions decisions = server.doppel().collection(new CollectionName(collection)).decisions();
    for (int i = 0; i < 80; i++) {
      boolean same = i % 2 == 0;
      decisions.decide(
          new Decisions.Decision(
              "x" + i,
              "y" + i,
              same ? Decisions.Kind.MERGE : Decisions.Kind.APART,
              "the old bridge " + i,
              same ? "the old bridge " + i : "a train to the sea"));
    }
  }

  /// A round with a pair that nobody decided about.
  private static void draw(String collection) throws Exception {
    if (!server.doppel().exists(new CollectionName(collection))) {
      return;
    }
    String address = "/v1/collections/" + collection;
    server.post(
        address + "/documents",
        "{\"documents\":[{\"id\":\"twin1\",\"text\":\"A round tower.\"},"
            + "{\"id\":\"twin2\",\"text\":\"A round tower.\"}]}");
    server.post(address + "/duplicates/rounds", "");
  }

  private static String body(Operation operation) {
    return operation.example().replace("all-MiniLM-L6-v2-ko", "tiny");
  }

  private static HttpResponse<String> send(Operation operation, String body) throws Exception {
    return send(operation, body, api.root().at("/components/parameters/name/example").asString());
  }

  private static HttpResponse<String> send(Operation operation, String body, String collection) throws Exception {
    if (operation.path().endsWith("plagiarism/all/report/{format}")) {
      compareAll(collection);
    }
    if (operation.path().endsWith("plagiarism/assessments")) {
      forgetAssessments(collection);
      if (operation.method().equals("get")) {
        assess(collection);
      }
    }
    if (operation.path().endsWith("duplicates/learn")) {
      decideMuch(collection);
    }
    if (operation.path().endsWith("duplicates/rounds")) {
      draw(collection);
    }
    String path =
        operation.path()
            .replace("{name}", collection)
            .replace("{id}", api.root().at("/components/parameters/id/example").asString())
            .replace("{job}", operation.path().contains("{job}") ? job() : "")
            .replace("{cluster}", operation.path().contains("{cluster}") ? cluster(collection) : "")
            .replace("{step}", operation.path().contains("{step}") ? step(collection) : "")
            .replace("{assessment}", operation.path().contains("{assessment}") ? assess(collection) : "")
            .replace("{hash}", operation.path().contains("{hash}") ? seal(collection) : "")
            .replace("{check}", operation.path().contains("{check}") ? check() : "")
            .replace("{snapshot}", operation.path().contains("/snapshots") ? snapshot(collection) : "")
            .replace("{format}", "json")
            .replace("{model}", "tiny")
            .replace("{document}", api.root().at("/components/parameters/document/example").asString())
            .replace("{file}", api.root().at("/components/parameters/file/example").asString());
    String method = operation.method().toUpperCase(java.util.Locale.ROOT);
    return operation.type().isEmpty() ? server.send(method, path) : server.send(method, path, body, operation.type());
  }

  /// The id of a snapshot; where there is no such collection, that of none.
  private static String snapshot(String collection) throws Exception {
    HttpResponse<String> taken = server.send("POST", "/v1/collections/" + collection + "/snapshots");
    return taken.statusCode() == 201
        ? json(taken).at("/id").asString()
        : api.root().at("/components/parameters/snapshot/example").asString();
  }

  /// The id of a job that has ended and told something.
  private static String job() throws Exception {
    String id =
        JsonMapper.shared()
            .readTree(server.send("POST", "/v1/collections/things/reindex").body())
            .path("id")
            .asString();
    while (server.get("/v1/jobs/" + id).path("finished_at").isNull()) {
      Thread.sleep(10);
    }
    return id;
  }

  /// The seal of a report that was written.
  private static String seal(String collection) throws Exception {
    String report =
        server
            .send(
                "POST",
                "/v1/collections/%s/plagiarism/report/json".formatted(collection),
                "{\"text\":\"A dog.\",\"leave_out\":{\"author\":\"Kim\"}}")
            .body();
    return JsonMapper.shared().readTree(report).path("seal").asString("0".repeat(64));
  }

  /// The id of a check that is kept.
  private static String check() throws Exception {
    JsonNode example =
        api.root()
            .at(
                "/paths/~1v1~1collections~1{name}~1plagiarism/post/requestBody/content/application~1json/example");
    return server.post("/v1/collections/things/plagiarism", example.toString()).path("id").asString();
  }

  /// The id of what somebody has said about a case.
  private static String assess(String collection) throws Exception {
    forgetAssessments(collection);
    JsonNode example =
        api.root()
            .at(
                "/paths/~1v1~1collections~1{name}~1plagiarism~1assessments/post/requestBody/content"
                    + "/application~1json/example");
    return server
        .post("/v1/collections/%s/plagiarism/assessments".formatted(collection), example.toString())
        .path("id")
        .asString("none");
  }

  private static void forgetAssessments(String collection) throws Exception {
    String path = "/v1/collections/%s/plagiarism/assessments".formatted(collection);
    for (JsonNode said : server.get(path).path("assessments")) {
      server.send("DELETE", path + "/" + said.path("id").asString());
    }
  }

  /// There is a report once the job is done.
  private static void compareAll(String collection) throws Exception {
    String path = "/v1/collections/%s/plagiarism/all".formatted(collection);
    HttpResponse<String> status = server.send("POST", path, "{\"threshold\":0.001}");
    while (status.body().contains("\"running\"")) {
      Thread.sleep(10);
      status = server.send("GET", path);
    }
  }

  private static Stream<Operation> operations() {
    return api.root().path("paths").propertyStream()
        .flatMap(
            path ->
                path.getValue().propertyStream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .map(member -> new Operation(member.getKey(), path.getKey(), path.getValue(), member.getValue())));
  }

  private interface Check {
    void on(Operation operation) throws Exception;
  }

  private static Stream<DynamicTest> each(List<Operation> operations, Check check) {
    assertThat(operations).isNotEmpty();
    return operations.stream().map(operation -> dynamicTest(operation.name(), () -> check.on(operation)));
  }

  /// As it is written: 0.65 and not what the nearest float is.
  private static double plain(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
