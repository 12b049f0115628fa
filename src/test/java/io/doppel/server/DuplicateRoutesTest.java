package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What happens to duplicates over HTTP: decisions, the gate at writing, and looking through a whole collection.
class DuplicateRoutesTest {

  private static final String DOCUMENTS = "/v1/collections/things/documents";
  private static final String DECISIONS = "/v1/collections/things/decisions";
  private static final String DUPLICATES = "/v1/collections/things/duplicates";
  private static final String PAIRS = "/v1/collections/things/duplicates/all";
  private static final String CLUSTERS = "/v1/collections/things/duplicates/clusters";
  private static final String HISTORY = "/v1/collections/things/duplicates/history";
  private static final String MINING = "/v1/collections/things/duplicates/mining";

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    server.post(
        DOCUMENTS,
        """
        {"documents":[
          {"id":"ship","text":"The ship is on the sea."},
          {"id":"boat","text":"A ship is on the big sea."},
          {"id":"dog","text":"A dog and a cat live in the house."}]}
        """);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void duplicates_are_those_above_the_threshold() throws Exception {
    JsonNode near =
        server.post(DUPLICATES, "{\"text\":\"the ship is on a sea\",\"threshold\":0.8}");
    assertThat(near.at("/candidates").valueStream().map(one -> one.at("/id").asString()))
        .containsExactlyInAnyOrder("ship", "boat");
    JsonNode cut =
        server.post(DUPLICATES, "{\"text\":\"the ship is on a sea\",\"threshold\":0.8,\"k\":1}");
    assertThat(cut.at("/candidates").size()).isEqualTo(1);
    assertThat(cut.at("/truncated").asBoolean()).isTrue();
  }

  @Test
  void all_pairs_come_once_each() throws Exception {
    JsonNode pairs = server.post(PAIRS, "{\"threshold\":0.8}").at("/pairs");
    assertThat(pairs.size()).isEqualTo(1);
    assertThat(pairs.at("/0/id1").asString()).isEqualTo("boat");
    assertThat(pairs.at("/0/id2").asString()).isEqualTo("ship");
    assertThat(pairs.at("/0/similarity").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void a_decided_pair_is_not_asked_again_until_the_decision_is_taken_back() throws Exception {
    assertThat(pairs("")).isEqualTo(1);
    JsonNode decided = server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"apart\"}");
    assertThat(decided.at("/decision").asString()).isEqualTo("apart");
    assertThat(pairs("")).isZero();
    assertThat(
            server
                .post(PAIRS, "{\"threshold\":0.8,\"decided\":true}")
                .at("/pairs/0/decision")
                .asString())
        .isEqualTo("apart");
    JsonNode all = server.get(DECISIONS).at("/decisions");
    assertThat(all.size()).isEqualTo(1);
    assertThat(all.at("/0/text1").asString()).isEqualTo("The ship is on the sea.");
    server.post(DECISIONS, "{\"id1\":\"boat\",\"id2\":\"ship\",\"decision\":\"undecided\"}");
    assertThat(pairs("")).isEqualTo(1);
  }

  @Test
  void clusters_are_up_to_date_with_what_comes_in_and_keep_their_names() throws Exception {
    HttpResponse<String> early = server.send("GET", CLUSTERS);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(json(early).at("/code").asString()).isEqualTo("not_mined");
    mine("things");
    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    JsonNode first = server.get(CLUSTERS);
    assertThat(first.at("/total").asInt()).isEqualTo(1);
    assertThat(first.at("/current").asBoolean()).isTrue();
    String id = first.at("/clusters/0/id").asString();

    String before = Instant.now().toString();
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"again\",\"text\":\"The ship is on the sea.\"}]}");
    JsonNode second = server.get(CLUSTERS);
    assertThat(second.at("/clusters/0/id").asString()).isEqualTo(id);
    assertThat(second.at("/clusters/0/size").asInt()).isEqualTo(3);
    assertThat(server.get(CLUSTERS + "/" + id).at("/size").asInt()).isEqualTo(3);
    assertThat(server.get(MINING).at("/result/largest/0/id").asString()).isEqualTo(id);
    assertThat(server.get(CLUSTERS + "?since=" + before).at("/total").asInt()).isEqualTo(1);
    assertThat(server.get(CLUSTERS + "?since=2100-01-01").at("/total").asInt()).isZero();
    assertThat(server.send("GET", CLUSTERS + "?since=soon").statusCode()).isEqualTo(400);

    server.send("DELETE", DOCUMENTS + "/again");
    assertThat(server.get(CLUSTERS + "/" + id).at("/size").asInt()).isEqualTo(2);
    assertThat(server.send("GET", CLUSTERS + "/none").statusCode()).isEqualTo(404);

    stop();
    server = TinyServer.start(folder);
    assertThat(server.get(CLUSTERS + "/" + id).at("/size").asInt()).isEqualTo(2);
  }

  @Test
  void a_cluster_is_decided_as_a_whole_and_all_of_it_is_taken_back() throws Exception {
    server.post(
        DOCUMENTS,
        """
        {"documents":[
          {"id":"again","text":"The ship is on the sea.","fields":{"port":"Busan","year":"1999"}},
          {"id":"more","text":"The ship is on the sea.","fields":{"port":"Oslo"}}]}
        """);
    mine("things");
    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    String id = server.get(CLUSTERS).at("/clusters/0/id").asString();
    int size = server.get(CLUSTERS).at("/clusters/0/size").asInt();
    assertThat(size).isEqualTo(4);

    JsonNode step =
        server.post(
            CLUSTERS + "/" + id,
            "{\"kept\":[\"ship\"],\"except\":[\"boat\"],\"fields\":\"fill\",\"delete\":true}");
    assertThat(step.at("/deleted").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder("again", "more");
    assertThat(step.at("/changed/0").asString()).isEqualTo("ship");
    assertThat(server.get(DOCUMENTS + "/ship").at("/fields/year").asString()).isEqualTo("1999");
    assertThat(server.send("GET", DOCUMENTS + "/again").statusCode()).isEqualTo(404);
    assertThat(server.get(CLUSTERS).at("/total").asInt()).isZero();
    assertThat(server.get(DECISIONS).at("/contradictions").size()).isZero();

    assertThat(server.get(HISTORY + "?q=Oslo").at("/steps").size()).isZero();
    assertThat(server.get(HISTORY + "?q=again").at("/steps/0/id").asString()).isEqualTo(step.at("/id").asString());
    JsonNode back = server.post(HISTORY + "/" + step.at("/id").asString() + "/revert", "");
    assertThat(back.at("/restored").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder("again", "more");
    assertThat(server.get(DOCUMENTS + "/ship").at("/fields").size()).isZero();
    assertThat(server.get(DOCUMENTS + "/again").at("/fields/port").asString()).isEqualTo("Busan");
    assertThat(server.get(CLUSTERS + "/" + id).at("/size").asInt()).isEqualTo(4);

    server.post(HISTORY + "/" + back.at("/id").asString() + "/revert", "");
    assertThat(server.send("GET", DOCUMENTS + "/more").statusCode()).isEqualTo(404);
    assertThat(server.get(DOCUMENTS + "/ship").at("/fields/port").asString()).isNotEmpty();
  }

  @Test
  void a_text_that_was_changed_since_it_was_shown_is_not_decided_about() throws Exception {
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"again\",\"text\":\"The ship is on the sea.\"}]}");
    mine("things");
    JsonNode cluster = server.get(CLUSTERS).at("/clusters/0");
    StringBuilder seen = new StringBuilder();
    for (JsonNode member : List.of(cluster.at("/representative"), cluster.at("/others/0"))) {
      seen.append(seen.isEmpty() ? "" : ",")
          .append("\"%s\":\"%s\"".formatted(member.at("/id").asString(), member.at("/since").asString()));
    }
    String body =
        """
        {"groups":[["ship","again"]],"kept":["ship"],"delete":true,"seen":{%s}}
        """
            .formatted(seen);
    server.post(
        DOCUMENTS,
        """
        {"documents":[{"id":"again","text":"The ship is on the sea.","fields":{"port":"Oslo"}}]}
        """);
    HttpResponse<String> refused = server.send("POST", CLUSTERS + "/" + cluster.at("/id").asString(), body);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).at("/code").asString()).isEqualTo("changed_since");
    assertThat(json(refused).at("/detail").asString()).contains("\"again\"").doesNotContain("\"ship\"");
    assertThat(server.get(DOCUMENTS + "/again").at("/fields/port").asString()).isEqualTo("Oslo");
    assertThat(server.get(DECISIONS).at("/decisions").size()).isZero();
  }

  @Test
  void what_was_changed_since_is_not_lost_by_taking_a_step_back() throws Exception {
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"x\",\"text\":\"A cat.\",\"fields\":{\"k\":\"v\"}}]}");
    mine("things");
    String body = "{\"groups\":[[\"dog\",\"x\"]],\"fields\":\"fill\",\"delete\":true}";
    String step = server.post(CLUSTERS + "/any", body).at("/id").asString();
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"dog\",\"text\":\"Another dog.\"}]}");
    HttpResponse<String> refused = server.send("POST", HISTORY + "/" + step + "/revert", "");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).at("/detail").asString()).contains("\"dog\" was changed since");
    assertThat(server.get(DOCUMENTS + "/dog").at("/text").asString()).isEqualTo("Another dog.");
    assertThat(server.send("POST", CLUSTERS + "/any", "{\"groups\":[[\"dog\",\"gone\"]]}").statusCode()).isEqualTo(400);
    assertThat(server.send("POST", CLUSTERS + "/any", "{\"groups\":[[\"dog\"],[\"dog\"]]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void the_gate_merges_what_says_the_same_also_within_a_request_and_tells_the_cluster() throws Exception {
    mine("things");
    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    JsonNode items =
        server
            .post(
                DOCUMENTS + "?on_duplicate=merge",
                """
                {"documents":[
                  {"id":"new","text":"The ship is on the sea.","fields":{"port":"Busan"}},
                  {"id":"train","text":"The train to Seoul leaves."},
                  {"id":"trains","text":"The train to Seoul leaves.","fields":{"track":"3"}}]}
                """)
            .at("/items");
    assertThat(items.at("/0/status").asString()).isEqualTo("merged");
    assertThat(items.at("/0/merged_into").asString()).isIn("ship", "boat");
    assertThat(items.at("/0/cluster").asString())
        .isEqualTo(server.get(CLUSTERS).at("/clusters/0/id").asString());
    assertThat(items.at("/1/status").asString()).isEqualTo("indexed");
    assertThat(items.at("/2/merged_into").asString()).isEqualTo("train");
    assertThat(server.get(DOCUMENTS + "/train").at("/fields/track").asString()).isEqualTo("3");
    assertThat(server.send("GET", DOCUMENTS + "/trains").statusCode()).isEqualTo(404);
    String step = server.get(HISTORY + "?q=trains").at("/steps/0/id").asString();
    server.post(HISTORY + "/" + step + "/revert", "");
    assertThat(server.get(DOCUMENTS + "/trains").at("/fields/track").asString()).isEqualTo("3");
    assertThat(server.get(DOCUMENTS + "/train").at("/fields").size()).isZero();
  }

  @Test
  void of_two_documents_with_one_id_the_gate_stores_the_last_one() throws Exception {
    JsonNode answer =
        server.post(
            DOCUMENTS + "?on_duplicate=merge",
            """
            {"documents":[
              {"id":"n","text":"The train to Seoul leaves."},
              {"id":"n","text":"The ship is on the sea.","fields":{"port":"Busan"}},
              {"id":"m","text":"The ship is on the sea."},
              {"id":"m","text":"The train to Seoul leaves."}]}
            """);
    assertThat(answer.at("/items").valueStream().map(one -> one.at("/status").asString()))
        .containsExactly("merged", "merged", "indexed", "indexed");
    assertThat(server.get(DOCUMENTS + "/m").at("/text").asString()).isEqualTo("The train to Seoul leaves.");
    assertThat(server.get(DOCUMENTS + "/" + answer.at("/items/0/merged_into").asString()).at("/fields/port").asString())
        .isEqualTo("Busan");
  }

  @Test
  void what_cannot_be_decided_about_a_cluster_is_refused_with_a_sentence() throws Exception {
    assertThat(refusal("{\"groups\":[[\"ship\",\"boat\"],[]]}"))
        .isEqualTo("groups must each have at least 1 document, and no null");
    assertThat(refusal("{\"groups\":[[\"ship\",null]]}")).isEqualTo("groups[0][1] must not be null");
    assertThat(refusal("{\"groups\":[[\"ship\",\"boat\"]],\"kept\":[\"shop\"]}"))
        .isEqualTo("kept must be documents of the groups, got \"shop\"");
    assertThat(refusal("{\"groups\":[[\"ship\",\"boat\"]],\"kept\":[null]}"))
        .isEqualTo("kept[0] must not be null");
    assertThat(refusal("{\"groups\":[[\"ship\",\"boat\"]],\"kept\":[\"ship\",\"boat\"]}"))
        .isEqualTo("kept must be at most 1 of a group, got \"ship\" and \"boat\"");
    String many = IntStream.range(0, 1000).mapToObj("[\"d%d\"]"::formatted).collect(Collectors.joining(","));
    assertThat(refusal("{\"groups\":[%s]}".formatted(many)))
        .startsWith("groups must be at most 1,000 decisions about pairs, got 499,500");
    assertThat(server.get(HISTORY).at("/steps").size()).isZero();
  }

  private String refusal(String body) throws Exception {
    HttpResponse<String> response = server.send("POST", CLUSTERS + "/any", body);
    assertThat(response.statusCode()).isEqualTo(400);
    return json(response).at("/detail").asString();
  }

  @Test
  void a_step_that_never_was_is_not_found() throws Exception {
    assertThat(server.post(HISTORY + "/none/revert", "").at("/code").asString()).isEqualTo("step_not_found");
  }

  @Test
  void the_history_is_searched_by_what_it_shows() throws Exception {
    String text = "A cat. %s Zebra.".formatted("x ".repeat(200));
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"long\",\"text\":\"%s\"}]}".formatted(text));
    server.post(CLUSTERS + "/any", "{\"groups\":[[\"dog\",\"long\"]],\"delete\":true}");
    assertThat(server.get(HISTORY + "?q=Zebra").at("/steps").size()).isZero();
    JsonNode step = server.get(HISTORY + "?q=long").at("/steps/0");
    assertThat(step.at("/decisions/0/text2").asString()).hasSize(200);
    assertThat(server.get(DECISIONS).at("/decisions/0/text2").asString()).endsWith("Zebra.");
    server.post(DECISIONS, "{\"id1\":\"dog\",\"id2\":\"ship\",\"decision\":\"apart\"}");
    JsonNode cut = server.get(HISTORY + "?limit=1");
    assertThat(cut.at("/steps").size()).isEqualTo(1);
    assertThat(cut.at("/truncated").asBoolean()).isTrue();
    // Taken back twice, the decision has the whole text again.
    String back = server.post(HISTORY + "/" + step.at("/id").asString() + "/revert", "").at("/id").asString();
    server.post(HISTORY + "/" + back + "/revert", "");
    assertThat(server.get(DECISIONS).at("/decisions").valueStream().map(one -> one.at("/text2").asString()))
        .contains(text);
  }

  @Test
  void two_collections_are_held_against_each_other() throws Exception {
    server.post(
        "/v1/collections/others/documents",
        """
        {"documents":[
          {"id":"ship","text":"The ship is on the sea."},
          {"id":"cat","text":"The train to Seoul leaves."},
          {"id":"copy","text":"The ship is on the sea."}]}
        """);
    JsonNode pairs =
        server.post(DUPLICATES + "/against", "{\"collection\":\"others\",\"threshold\":0.99}").at("/pairs");
    assertThat(pairs.valueStream().map(pair -> pair.at("/id1").asString() + " " + pair.at("/id2").asString()))
        .containsExactlyInAnyOrder("ship ship", "ship copy");
    assertThat(server.send("POST", DUPLICATES + "/against", "{\"collection\":\"none\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void decisions_that_cannot_all_hold_are_told() throws Exception {
    assertThat(server.get(DECISIONS).at("/contradictions").size()).isZero();
    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    server.post(DECISIONS, "{\"id1\":\"boat\",\"id2\":\"dog\",\"decision\":\"merge\"}");
    server.post(DECISIONS, "{\"id1\":\"dog\",\"id2\":\"ship\",\"decision\":\"apart\"}");
    JsonNode contradictions = server.get(DECISIONS).at("/contradictions");
    assertThat(contradictions.size()).isEqualTo(1);
    assertThat(contradictions.at("/0/path").valueStream().map(JsonNode::asString))
        .containsExactly("dog", "boat", "ship");
    server.post(DECISIONS, "{\"id1\":\"boat\",\"id2\":\"dog\",\"decision\":\"undecided\"}");
    assertThat(server.get(DECISIONS).at("/contradictions").size()).isZero();
  }

  @Test
  void decisions_outlive_the_server() throws Exception {
    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    stop();
    server = TinyServer.start(folder);
    assertThat(server.get(DECISIONS).at("/decisions/0/decision").asString()).isEqualTo("merge");
    assertThat(pairs("")).isZero();
  }

  @Test
  void a_decision_that_is_none_is_refused_with_a_sentence() throws Exception {
    assertThat(
            server
                .post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"maybe\"}")
                .at("/detail")
                .asString())
        .isEqualTo("decision must be one of merge, apart, ignore, undecided, got \"maybe\"");
    assertThat(
            server
                .post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"x\",\"decision\":\"merge\"}")
                .at("/detail")
                .asString())
        .isEqualTo("id2 is no document of \"things\", got \"x\"");
    assertThat(
            server
                .post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"ship\",\"decision\":\"merge\"}")
                .at("/detail")
                .asString())
        .isEqualTo("id2 must be another document than id1, got \"ship\" twice");
  }

  @Test
  void the_gate_rejects_what_was_asked_before_and_stores_nothing() throws Exception {
    HttpResponse<String> response =
        server.send(
            "POST",
            DOCUMENTS + "?on_duplicate=reject",
            """
            {"documents":[{"id":"new","text":"A cat."},{"id":"vessel","text":"The ship is on the big sea."}]}
            """);
    assertThat(response.statusCode()).isEqualTo(409);
    JsonNode problem = json(response);
    assertThat(problem.at("/code").asString()).isEqualTo("duplicate_document");
    assertThat(problem.at("/detail").asString())
        .isEqualTo(
            "1 of the documents was asked before, the first is \"vessel\"; nothing was stored; "
                + "on_duplicate=allow stores it all the same");
    assertThat(problem.at("/duplicates/0/id").asString()).isEqualTo("vessel");
    assertThat(problem.at("/duplicates/0/candidates").valueStream().map(one -> one.at("/id").asString()))
        .containsExactlyInAnyOrder("boat", "ship");
    assertThat(server.send("GET", DOCUMENTS + "/new").statusCode()).isEqualTo(404);
  }

  @Test
  void of_requests_that_say_the_same_at_once_the_gate_stores_one() throws Exception {
    List<Callable<HttpResponse<String>>> requests =
        IntStream.range(0, 8)
            .<Callable<HttpResponse<String>>>mapToObj(
                i ->
                    () ->
                        server.send(
                            "POST",
                            DOCUMENTS + "?on_duplicate=reject",
                            "{\"documents\":[{\"id\":\"cat%d\",\"text\":\"The cat is in the big city.\"}]}"
                                .formatted(i)))
            .toList();
    try (ExecutorService all = Executors.newFixedThreadPool(requests.size())) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> each : all.invokeAll(requests)) {
        statuses.add(each.get().statusCode());
      }
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }
    assertThat(server.get("/v1/collections/things").at("/documents").asInt()).isEqualTo(4);
  }

  @Test
  void the_gate_flags_duplicates_and_stores_them() throws Exception {
    JsonNode answer =
        server.post(
            DOCUMENTS + "?on_duplicate=flag",
            "{\"documents\":[{\"id\":\"vessel\",\"text\":\"The ship is on the big sea.\"}]}");
    assertThat(answer.at("/items/0/duplicates").size()).isEqualTo(2);
    assertThat(server.send("GET", DOCUMENTS + "/vessel").statusCode()).isEqualTo(200);
  }

  @Test
  void a_document_that_is_sent_again_is_no_duplicate_of_itself() throws Exception {
    String same = "{\"documents\":[{\"id\":\"ship\",\"text\":\"The ship is on the sea.\"}]}";
    JsonNode answer = server.post(DOCUMENTS + "?on_duplicate=reject", same);
    assertThat(answer.at("/unchanged").asInt()).isEqualTo(1);
  }

  @Test
  void another_word_for_the_gate_is_refused() throws Exception {
    assertThat(
            server
                .post(
                    DOCUMENTS + "?on_duplicate=maybe",
                    "{\"documents\":[{\"id\":\"a\",\"text\":\"b\"}]}")
                .at("/detail")
                .asString())
        .isEqualTo("on_duplicate must be reject, flag, merge or allow, got \"maybe\"");
  }

  @Test
  void a_collection_is_looked_through_in_the_background() throws Exception {
    assertThat(server.get(MINING).at("/state").asString()).isEqualTo("none");
    server.post(MINING, "{\"threshold\":0.8}");
    JsonNode status = server.get(MINING);
    for (int tries = 0; status.at("/state").asString().equals("running") && tries < 600; tries++) {
      Thread.sleep(50);
      status = server.get(MINING);
    }
    assertThat(status.at("/state").asString()).as(status.toString()).isEqualTo("done");
    assertThat(status.at("/result/pairs").asInt()).isEqualTo(1);
    assertThat(status.at("/result/superfluous").asInt()).isEqualTo(1);
    assertThat(status.at("/result/largest/0/size").asInt()).isEqualTo(2);
    assertThat(status.at("/result/largest/0/probability").asDouble()).isBetween(0.5, 1.0);
    assertThat(server.send("DELETE", MINING).statusCode()).isEqualTo(204);
    assertThat(server.get(MINING).at("/state").asString()).isEqualTo("none");
  }

  @Test
  void clusters_and_files_heed_what_was_decided_after_the_mining() throws Exception {
    mine("things");
    assertThat(server.get(MINING).at("/result/clusters").asInt()).isEqualTo(1);

    server.post(DECISIONS, "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"apart\"}");

    assertThat(server.get(MINING).at("/result/clusters").asInt()).isZero();
    assertThat(report("things", "deduplicated").lines()).hasSize(3);
    assertThat(report("things", "html")).contains("0 clusters");
    assertThat(report("things", "csv").lines().toList().getLast()).endsWith(",apart,");
    server.post(DECISIONS, "{\"id1\":\"dog\",\"id2\":\"boat\",\"decision\":\"merge\"}");
    assertThat(server.get(MINING).at("/result/largest/0/size").asInt()).isEqualTo(2);
    assertThat(report("things", "deduplicated").lines()).hasSize(2);
  }

  @Test
  void a_collection_keeps_its_report_while_another_is_looked_through_and_loses_it_with_itself() throws Exception {
    server.post("/v1/collections/others/documents", "{\"documents\":[{\"id\":\"x\",\"text\":\"A house.\"}]}");
    mine("things");
    mine("others");
    assertThat(server.get(MINING).at("/state").asString()).isEqualTo("done");
    assertThat(report("things", "csv").lines()).hasSize(2);

    server.send("DELETE", "/v1/collections/things");
    server.post(DOCUMENTS, "{\"documents\":[{\"id\":\"owl\",\"text\":\"A cat.\"}]}");

    assertThat(server.get(MINING).at("/state").asString()).isEqualTo("none");
    assertThat(server.send("GET", MINING + "/report/csv").statusCode()).isEqualTo(409);
  }

  private void mine(String collection) throws Exception {
    String address = "/v1/collections/%s/duplicates/mining".formatted(collection);
    server.post(address, "{\"threshold\":0.8}");
    JsonNode status = server.get(address);
    for (int tries = 0; status.at("/state").asString().equals("running") && tries < 600; tries++) {
      Thread.sleep(50);
      status = server.get(address);
    }
    assertThat(status.at("/state").asString()).as(status.toString()).isEqualTo("done");
  }

  private String report(String collection, String format) throws Exception {
    HttpResponse<String> response =
        server.send(
            "GET", "/v1/collections/%s/duplicates/mining/report/%s".formatted(collection, format));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private int pairs(String more) throws Exception {
    return server.post(PAIRS, "{\"threshold\":0.8%s}".formatted(more)).at("/pairs").size();
  }
}
