package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is alike and no duplicate, over HTTP: documents of one template, and what many of them say.
class TemplateRoutesTest {

  private static final long SEED = 20_261_130;
  private static final String THINGS = "/v1/collections/things";
  private static final String DUPLICATES = THINGS + "/duplicates";
  private static final String NOTICE = "Nobody in the old house may be told of the big ship on the river.";
  private static final List<String> WORDS = List.of("ship", "sea", "dog", "cat", "house", "big", "river", "bank");

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void documents_of_one_template_are_told_with_what_differs_and_are_no_duplicates() throws Exception {
    put(
        document("a", "The big ship on the sea in 2023"),
        document("b", "The big ship on the sea in 2024"),
        document("c", "The big ship on the sea in 2025"),
        document("d", "A dog and a cat live in the house"));
    assertThat(server.send("GET", DUPLICATES + "/templates").statusCode()).isEqualTo(409);
    JsonNode found = mine().at("/result");
    assertThat(found.at("/templates").asInt()).isEqualTo(1);
    assertThat(found.at("/clusters").asInt()).isZero();
    JsonNode templates = server.get(DUPLICATES + "/templates");
    assertThat(templates.at("/total").asInt()).isEqualTo(1);
    assertThat(templates.at("/templates/0/size").asInt()).isEqualTo(3);
    assertThat(templates.at("/templates/0/documents").valueStream().map(TemplateRoutesTest::told))
        .containsExactly("a ", "b 2023/2024", "c 2023/2025");
    assertThat(server.get(DUPLICATES + "/templates?offset=1").at("/templates")).isEmpty();
    assertThat(server.send("GET", DUPLICATES + "/templates?limit=0").statusCode()).isEqualTo(400);
    assertThat(server.send("GET", DUPLICATES + "/templates?limit=101").statusCode()).isEqualTo(400);

    JsonNode pair = server.post(DUPLICATES + "/all", "{}").at("/pairs/0");
    assertThat(pair.at("/template/0/here").asString()).startsWith("202");
    assertThat(pair.at("/guards/0/guard").asString()).isEqualTo("number");
    assertThat(pair.at("/shares").isNull()).isTrue();

    // Whoever holds two of them for the same all the same makes a cluster, and is told what the model thinks.
    JsonNode decided =
        server.post(THINGS + "/decisions", "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"merge\"}");
    assertThat(decided.at("/judged/template/0/there").asString()).isEqualTo("2024");
    assertThat(decided.at("/judged/verdict").asString()).isEqualTo("different");
    JsonNode cluster = server.get(DUPLICATES + "/clusters").at("/clusters/0");
    assertThat(cluster.at("/decided").asBoolean()).isTrue();
    assertThat(server.get(DUPLICATES + "/templates").at("/templates/0/documents/1/cluster"))
        .isEqualTo(cluster.at("/id"));
    JsonNode undone =
        server.post(THINGS + "/decisions", "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"undecided\"}");
    assertThat(undone.at("/judged").isNull()).isTrue();
  }

  private static String told(JsonNode document) {
    return document.at("/id").asString()
        + " "
        + document.at("/differs").valueStream()
            .map(field -> field.at("/here").asString() + "/" + field.at("/there").asString())
            .collect(Collectors.joining(","));
  }

  @Test
  void what_many_documents_say_is_told_and_makes_no_duplicates() throws Exception {
    Random random = new Random(SEED);
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      documents.add(document("d" + i, (NOTICE + " ").repeat(1) + said(random, 250) + "."));
    }
    String copy = said(random, 250);
    documents.add(document("x", copy + "."));
    documents.add(document("y", NOTICE + " " + copy + "."));
    put(documents.toArray(String[]::new));
    assertThat(mine().at("/result/boilerplate").asInt()).isEqualTo(1);
    JsonNode told = server.get(DUPLICATES + "/boilerplate");
    assertThat(told.at("/total").asInt()).isEqualTo(1);
    assertThat(told.at("/boilerplate/0/text").asString()).isEqualTo(NOTICE);
    assertThat(told.at("/boilerplate/0/documents").asInt()).isEqualTo(10);
    JsonNode judged =
        server
            .post(THINGS + "/decisions", "{\"id1\":\"x\",\"id2\":\"y\",\"decision\":\"merge\"}")
            .at("/judged/shares");
    assertThat(judged.at("/boilerplate_here").asDouble()).isZero();
    assertThat(judged.at("/boilerplate_there").asDouble()).isBetween(.01, .2);
    assertThat(judged.at("/here").asDouble()).isGreaterThan(.5);
  }

  @Test
  void decisions_are_listed_some_at_a_time_and_searched() throws Exception {
    put(IntStream.range(0, 6).mapToObj(i -> document("d" + i, WORDS.get(i) + " is old")).toArray(String[]::new));
    for (int i = 1; i < 6; i++) {
      server.post(
          THINGS + "/decisions",
          "{\"id1\":\"d0\",\"id2\":\"d%d\",\"decision\":\"%s\"}".formatted(i, i < 4 ? "apart" : "ignore"));
    }
    JsonNode page = server.get(THINGS + "/decisions?limit=2&offset=1");
    assertThat(page.at("/decisions").valueStream().map(one -> one.at("/id2").asString()))
        .containsExactly("d2", "d3");
    assertThat(page.at("/total").asInt()).isEqualTo(5);
    assertThat(page.at("/counts").toString()).isEqualTo("{\"merge\":0,\"apart\":3,\"ignore\":2}");
    JsonNode some = server.get(THINGS + "/decisions?decision=apart&q=DOG");
    assertThat(some.at("/total").asInt()).isEqualTo(1);
    assertThat(some.at("/decisions/0/id2").asString()).isEqualTo("d2");
    assertThat(json(server.send("GET", THINGS + "/decisions?decision=undecided")).at("/detail").asString())
        .isEqualTo("decision must be one of merge, apart, ignore, got \"undecided\"");
    assertThat(server.send("GET", THINGS + "/decisions?limit=1001").statusCode()).isEqualTo(400);
  }

  @Test
  void of_two_long_documents_a_decision_is_kept_and_the_model_says_nothing() throws Exception {
    Random random = new Random(SEED);
    put(document("x", said(random, 20_000)), document("y", said(random, 20_000)));
    JsonNode decided =
        server.post(THINGS + "/decisions", "{\"id1\":\"x\",\"id2\":\"y\",\"decision\":\"apart\"}");
    assertThat(decided.at("/decision").asString()).isEqualTo("apart");
    assertThat(decided.at("/judged").isNull()).isTrue();
    assertThat(server.get(THINGS + "/decisions").at("/counts/apart").asInt()).isEqualTo(1);
  }

  private static String document(String id, String text) {
    return "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
  }

  private static String said(Random random, int words) {
    return IntStream.range(0, words)
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())) + (i % 11 == 10 ? "." : ""))
        .collect(Collectors.joining(" "));
  }

  private void put(String... documents) throws Exception {
    server.post(THINGS + "/documents", "{\"documents\":[%s]}".formatted(String.join(",", documents)));
  }

  private JsonNode mine() throws Exception {
    server.post(DUPLICATES + "/mining", "{}");
    JsonNode told = server.get(DUPLICATES + "/mining");
    while (told.at("/result").isNull()) {
      Thread.sleep(50);
      told = server.get(DUPLICATES + "/mining");
    }
    return told;
  }
}
