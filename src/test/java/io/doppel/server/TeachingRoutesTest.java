package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyCrossEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Rounds of pairs for people to decide about, over HTTP.
class TeachingRoutesTest {

  private static final long SEED = 20_261_129;
  private static final String COLLECTION = "/v1/collections/things";
  private static final String ROUNDS = COLLECTION + "/duplicates/rounds";
  private static final String HISTORY = COLLECTION + "/duplicates/history";
  private static final List<String> WORDS =
      List.of("ship", "sea", "dog", "cat", "house", "big", "river", "bank", "old");

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    Random random = new Random(SEED);
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder("the");
      for (int word = 0; word < 5; word++) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      documents.add("{\"id\":\"d%03d\",\"text\":\"%s\"}".formatted(i, text));
    }
    server.post(COLLECTION + "/documents", "{\"documents\":[%s]}".formatted(String.join(",", documents)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_round_tells_nothing_of_what_the_model_thinks_and_stays_until_it_is_decided() throws Exception {
    HttpResponse<String> early = server.send("POST", ROUNDS);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(json(early).at("/code").asString()).isEqualTo("not_mined");
    mine();

    JsonNode first = server.post(ROUNDS, "");
    assertThat(first.at("/round").asInt()).isEqualTo(1);
    assertThat(first.at("/drawn").asInt()).isEqualTo(first.at("/pairs").size()).isBetween(5, 20);
    assertThat(first.at("/pairs/0").propertyNames()).containsExactly("id1", "id2", "text1", "text2");
    Set<String> documents = new HashSet<>();
    first.at("/pairs").forEach(pair -> assertThat(documents.add(pair.at("/id1").asString())).isTrue());
    first.at("/pairs").forEach(pair -> assertThat(documents.add(pair.at("/id2").asString())).isTrue());
    assertThat(server.post(ROUNDS, "")).isEqualTo(first);

    decide(first.at("/pairs/0"), "ignore");
    JsonNode rest = server.post(ROUNDS, "");
    assertThat(rest.at("/pairs").size()).isEqualTo(first.at("/pairs").size() - 1);
    assertThat(rest.at("/pairs/0")).isEqualTo(first.at("/pairs/1"));
    JsonNode list = server.get(ROUNDS);
    assertThat(list.at("/rounds/0/ignored").asInt()).isEqualTo(1);
    assertThat(list.at("/rounds/0/measured").isNull()).isTrue();
    assertThat(list.at("/enough").asBoolean()).isFalse();

    // Whoever takes a decision back is asked again.
    server.post(HISTORY + "/" + server.get(HISTORY).at("/steps/0/id").asString() + "/revert", "");
    assertThat(server.post(ROUNDS, "")).isEqualTo(first);

    stop();
    server = TinyServer.start(folder);
    assertThat(server.post(ROUNDS, "")).isEqualTo(first);
  }

  @Test
  void each_round_is_measured_and_no_pair_comes_twice() throws Exception {
    mine();
    Set<String> seen = new HashSet<>();
    for (int round = 1; round <= 4; round++) {
      JsonNode asked = server.post(ROUNDS, "");
      assertThat(asked.at("/round").asInt()).isEqualTo(round);
      int place = 0;
      for (JsonNode pair : asked.at("/pairs")) {
        assertThat(seen.add(pair.at("/id1").asString() + " " + pair.at("/id2").asString())).isTrue();
        decide(pair, place++ % 2 == 0 ? "merge" : "apart");
      }
      // Who may only read changes nothing, and lets nothing be computed.
      assertThat(server.get(ROUNDS).at("/rounds/" + (round - 1) + "/measured").isNull()).isTrue();
      server.post(ROUNDS, "");
      JsonNode measured = server.get(ROUNDS).at("/rounds/" + (round - 1) + "/measured");
      if (measured.isNull()) {
        assertThat(seen).as("five of either kind are enough").hasSizeLessThan(12);
        continue;
      }
      assertThat(measured.at("/pairs").asInt()).isEqualTo(seen.size());
      assertThat(measured.at("/average_precision").asDouble()).isBetween(0.0, 1.0);
      assertThat(measured.at("/calibration_error").asDouble()).isBetween(0.0, 1.0);
      assertThat(measured.at("/precision/low").asDouble())
          .isLessThanOrEqualTo(measured.at("/precision/high").asDouble());
    }
  }

  @Test
  void what_was_learned_is_told_beside_what_was_before_and_a_threshold_can_be_chosen() throws Exception {
    for (int i = 0; i < 70; i++) {
      decide("d%03d".formatted(i), "d%03d".formatted(i + 75), i % 2 == 0 ? "merge" : "apart");
    }
    String learn = COLLECTION + "/duplicates/learn";
    JsonNode learned = server.post(learn, "{\"threshold\":0.25,\"keep\":false}");
    assertThat(learned.at("/kept").asBoolean()).isFalse();
    assertThat(learned.at("/calibration/threshold").asDouble()).isEqualTo(.25);
    assertThat(learned.at("/before/precision/low").asDouble())
        .isLessThanOrEqualTo(learned.at("/before/precision/high").asDouble());
    assertThat(learned.at("/before/average_precision").asDouble()).isBetween(0.0, 1.0);
    double last = learned.at("/curve").get(learned.at("/curve").size() - 1).at("/threshold").asDouble();
    JsonNode kept = server.post(learn, "{\"threshold\":%s,\"keep\":true}".formatted(last));
    assertThat(kept.at("/calibration/threshold").asDouble()).isEqualTo(last);
    assertThat(kept.at("/calibration/recall/value").asDouble()).isEqualTo(1);
    assertThat(kept.at("/before")).isEqualTo(learned.at("/before"));
    assertThat(server.send("POST", learn, "{\"threshold\":1.5}").statusCode()).isEqualTo(400);
    // One that no pair reaches can be looked at, not judged by.
    server.post(learn, "{\"threshold\":1,\"keep\":false}");
    HttpResponse<String> none = server.send("POST", learn, "{\"threshold\":1}");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(json(none).at("/errors/0/pointer").asString()).isEqualTo("/threshold");
    assertThat(server.send("POST", learn, "{\"threshold\":0.5,\"target_precision\":0.5}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_cross_encoder_among_the_models_is_tried_as_a_second_judge_and_draws_pairs() throws Exception {
    String learn = COLLECTION + "/duplicates/learn";
    for (int i = 0; i < 150; i++) {
      decide("d%03d".formatted(i), "d%03d".formatted((i * 7 + 75) % 150), i % 2 == 0 ? "merge" : "apart");
    }
    String wanted = "{\"threshold\":0.4,\"keep\":false%s}";
    assertThat(server.post(learn, wanted.formatted("")).at("/second_judge").isNull()).isTrue();

    TinyCrossEncoder.write(folder.resolve("models"), "reader");
    JsonNode tried = server.post(learn, wanted.formatted("")).at("/second_judge");
    assertThat(tried.at("/model").asString()).isEqualTo("reader");
    assertThat(tried.at("/asked").asInt()).isBetween(10, 150);
    assertThat(tried.at("/log_loss").asDouble()).isNotEqualTo(tried.at("/log_loss_alone").asDouble()).isPositive();
    assertThat(server.post(learn, wanted.formatted(",\"second_judge\":\"none\"")).at("/second_judge").isNull())
        .isTrue();
    HttpResponse<String> unknown = server.send("POST", learn, "{\"second_judge\":\"../reader\"}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(json(unknown).at("/errors/0/pointer").asString()).isEqualTo("/second_judge");

    mine();
    assertThat(server.post(ROUNDS, "").at("/pairs").size()).isPositive();
  }

  @Test
  void a_pair_whose_document_is_gone_is_asked_no_more() throws Exception {
    mine();
    JsonNode first = server.post(ROUNDS, "");
    server.send("DELETE", COLLECTION + "/documents/" + first.at("/pairs/0/id1").asString());
    JsonNode rest = server.post(ROUNDS, "");
    assertThat(rest.at("/drawn")).isEqualTo(first.at("/drawn"));
    assertThat(rest.at("/pairs").size()).isEqualTo(first.at("/pairs").size() - 1);
  }

  private void decide(JsonNode pair, String decision) throws Exception {
    decide(pair.at("/id1").asString(), pair.at("/id2").asString(), decision);
  }

  private void decide(String id1, String id2, String decision) throws Exception {
    server.post(
        COLLECTION + "/decisions",
        "{\"id1\":\"%s\",\"id2\":\"%s\",\"decision\":\"%s\"}".formatted(id1, id2, decision));
  }

  private void mine() throws Exception {
    String mining = COLLECTION + "/duplicates/mining";
    server.post(mining, "{}");
    while (server.get(mining).at("/result").isNull()) {
      Thread.sleep(50);
    }
  }
}
