package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.doppel.duplicates.Decisions;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.DoppelServer;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters worked through until the collection is clean, what was done about them, and two collections.
class CurationViewTest extends PageTest {

  private static final String SHIP = "The ship is on the sea";
  private static final String DOG = "A dog and a cat live in the house";

  private Doppel doppel;
  private DoppelServer server;
  private DocumentCollection things;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    doppel = TinyDoppel.open(folder);
    server = DoppelServer.start(doppel, "127.0.0.1", 0);
    TinyDoppel.add(
        doppel,
        "things",
        new Document("s1", "", SHIP + ".", Map.of("lang", "en")),
        new Document("s2", "A ship", SHIP + "!", Map.of("topic", "sea", "lang", "xx")),
        new Document("s3", "", SHIP + "?", Map.of("author", "kim")),
        new Document("s4", "", SHIP + " .", Map.of()),
        Document.of("d1", DOG + "."),
        Document.of("d2", DOG + "!"));
    things = doppel.collection(new CollectionName("things"));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    doppel.close();
  }

  private Visit look(String state, Screen screen) {
    Visit visit = chromium().visit(server.port(), state, screen);
    // There are no clusters before somebody has looked for them.
    visit.forgive("409");
    return visit;
  }

  /// The clusters, largest first, and what the page asks of the server from then on.
  private static List<String> mine(Visit visit) {
    visit.at("#clusters-start").click();
    visit.at(".cluster").nth(1).waitFor();
    visit.at("#clusters-order").selectOption("largest");
    visit.at(".cluster").nth(1).waitFor();
    List<String> asked = new ArrayList<>();
    visit
        .page()
        .onRequest(
            request -> {
              if (request.method().equals("POST")) {
                asked.add(request.url().replaceFirst(".*/things/", ""));
              }
            });
    return asked;
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void a_cluster_is_split_into_groups_with_keys_and_decided_and_taken_back_by_one_request_each() throws IOException {
    try (Visit visit = look("duplicates?mode=clusters&c=things", Screen.DESK)) {
      List<String> asked = mine(visit);
      Locator ships = visit.at(".cluster", SHIP);
      ships.locator(".same").focus();
      visit.press("g");
      assertThat(ships.locator("select.group").count()).isEqualTo(4);
      ships.locator("li", new Locator.LocatorOptions().setHasText("s3")).locator("select").focus();
      visit.press("2");
      ships.locator("li", new Locator.LocatorOptions().setHasText("s4")).locator("select").focus();
      visit.press("0");
      ships.locator(".same").filter(having("Decide these 2 groups")).waitFor();
      visit.inspect("split-cluster");
      visit.press("2");
      visit.press("s");
      ships.locator(".again").waitFor();
      assertThat(asked).hasSize(1).first().asString().matches("duplicates/clusters/[\\w-]+");
      assertThat(things.decisions().of("s1", "s2")).contains(Decisions.Kind.MERGE);
      assertThat(things.decisions().of("s3", "s4")).contains(Decisions.Kind.MERGE);
      assertThat(things.decisions().all()).hasSize(3);
      visit.press("u");
      ships.locator(".same").waitFor();
      assertThat(asked).hasSize(2);
      assertThat(asked.getLast()).matches("duplicates/history/[\\w-]+/revert");
      assertThat(things.decisions().all()).isEmpty();
    }
  }

  @Test
  void what_is_kept_is_shown_before_it_is_so_and_the_others_can_come_back() throws IOException {
    try (Visit visit = look("duplicates?mode=clusters&c=things", Screen.KOREAN_PHONE_AT_NIGHT)) {
      visit.at("#language").click();
      List<String> asked = mine(visit);
      Locator ships = visit.at(".cluster", SHIP);
      visit.at("#clusters-keep").selectOption("most_fields");
      assertThat(ships.locator("li", new Locator.LocatorOptions().setHasText("s2")).locator("[type=radio]").isChecked())
          .isTrue();
      ships.locator("li", new Locator.LocatorOptions().setHasText("s1")).locator("[type=radio]").check();
      ships.locator("li", new Locator.LocatorOptions().setHasText("s4")).locator("[type=checkbox]").uncheck();
      ships.locator(".same").filter(having("3 of 4 say the same")).waitFor();
      visit.at("#clusters-fields").selectOption("fill");
      assertThat(ships.locator(".added").allTextContents())
          .containsExactly("title A ship (from s2)", "topic sea (from s2)", "author kim (from s3)");
      assertThat(ships.locator(".lost").allTextContents()).containsExactly("lang xx (only s2 has it)");
      visit.inspect("what-is-kept");
      // The key that asks does not answer, and a question whose number is no longer right is taken back.
      ships.locator(".same").focus();
      visit.press("x", "x");
      assertThat(ships.locator(".alarming").count()).isZero();
      visit.press("x");
      ships.locator(".alarming").waitFor();
      ships.locator("li", new Locator.LocatorOptions().setHasText("s4")).locator("[type=checkbox]").check();
      assertThat(ships.locator(".alarming").count()).isZero();
      ships.locator("li", new Locator.LocatorOptions().setHasText("s4")).locator("[type=checkbox]").uncheck();
      ships.locator(".sure button").dblclick();
      assertThat(asked).isEmpty();
      ships.locator(".alarming").filter(having("Delete 2 texts")).click();
      ships.locator(".note").filter(having("Decided. 2 texts deleted. 1 text filled up.")).waitFor();
      assertThat(asked).hasSize(1);
      assertThat(things.document("s1").orElseThrow().fields())
          .containsExactlyInAnyOrderEntriesOf(Map.of("lang", "en", "topic", "sea", "author", "kim"));
      assertThat(things.document("s1").orElseThrow().title()).isEqualTo("A ship");
      assertThat(things.document("s2")).isEmpty();
      assertThat(things.decisions().of("s1", "s4")).contains(Decisions.Kind.APART);
      ships.locator(".again").click();
      ships.locator(".same").waitFor();
      assertThat(things.documents()).isEqualTo(6);
      assertThat(things.document("s1").orElseThrow().fields()).isEqualTo(Map.of("lang", "en"));
      // What brought texts back would delete them again: that is asked first.
      visit.at("#duplicates-history").click();
      visit.at(".step .sure button").click();
      visit.at(".step .alarming", "Delete 2 texts").waitFor();
      assertThat(things.documents()).isEqualTo(6);
    }
  }

  @Test
  void what_the_server_refuses_is_told_and_not_shown_as_decided_and_a_held_key_decides_once() throws IOException {
    try (Visit visit = look("duplicates?mode=clusters&c=things", Screen.DESK)) {
      mine(visit);
      Locator ships = visit.at(".cluster", SHIP);
      visit.refuse("**/clusters/*", "POST", 403, "forbidden");
      ships.locator(".same").click();
      ships.locator(".note.error").filter(having("forbidden")).waitFor();
      assertThat(ships.locator(".again").isVisible()).isFalse();
      visit.admit("**/clusters/*");
      visit.at(".cluster .same").first().focus();
      visit.page().keyboard().down("s");
      visit.at(".cluster[data-decided='yes']").waitFor();
      visit.page().keyboard().down("s");
      visit.page().keyboard().up("s");
      visit.at("#clusters-order").selectOption("certain");
      visit.at(".cluster[data-decided='yes']", "Decided.").waitFor();
      assertThat(visit.at(".cluster[data-decided='yes']").count()).isEqualTo(1);
      // Somebody else sees that it was decided, and may decide anew.
      visit.page().reload();
      visit.at(".cluster[data-decided='yes']", "Decided before").locator(".again").click();
      ships.locator(".apart").click();
      ships.locator(".note").filter(having("Decided.")).waitFor();
      assertThat(things.decisions().of("s1", "s2")).contains(Decisions.Kind.APART);
      visit.forgive("403");
    }
  }

  @Test
  void the_history_is_searched_and_any_step_taken_back() throws IOException {
    things.decisions().decide(new Decisions.Decision("d1", "s1", Decisions.Kind.APART, DOG, SHIP));
    try (Visit visit = look("duplicates?mode=clusters&c=things", Screen.PHONE)) {
      mine(visit);
      visit.at(".cluster", SHIP).locator(".same").click();
      visit.at(".cluster", SHIP).locator(".again").waitFor();
      visit.at(".cluster", DOG).locator(".sure button").click();
      visit.at(".cluster", DOG).locator(".alarming").click();
      visit.at(".cluster", DOG).locator(".again").waitFor();
      visit.at("#duplicates-history").click();
      visit.at(".step").nth(1).waitFor();
      assertThat(visit.at(".step").nth(0).innerText()).contains("Decided about a cluster", DOG, "Deleted: d2");
      visit.at("#history-text").fill("ship");
      visit.at("#history-status", "1 step").waitFor();
      visit.inspect("history");
      visit.at(".step", SHIP).locator("button").click();
      visit.at(".step[data-undone='yes']", "Taken back.").waitFor();
      assertThat(visit.focus()).isEqualTo("Take back");
      assertThat(things.decisions().of("s1", "s2")).isEmpty();
      assertThat(things.decisions().of("d1", "d2")).contains(Decisions.Kind.MERGE);
      // A search that does not find what took it back does not offer it again.
      visit.at("#history-text").fill("merge");
      visit.at("#history-status", "2 steps").waitFor();
      assertThat(visit.count(".step[data-undone='yes']")).isOne();
      visit.at("#duplicates-clusters").click();
      visit.at(".cluster", SHIP).locator(".same").waitFor();
      visit.go("duplicates?mode=history&c=things&q=nobody");
      visit.at("#history-status", "No step mentions that.").waitFor();
    }
  }

  @Test
  void a_cluster_whose_texts_have_changed_is_shown_as_it_is_now() throws IOException {
    try (Visit visit = look("duplicates?mode=clusters&c=things", Screen.DESK)) {
      mine(visit);
      visit.at(".cluster", SHIP).locator("li", new Locator.LocatorOptions().setHasText("s4")).waitFor();
      TinyDoppel.add(doppel, "things", new Document("s4", "Another title", SHIP + " !", Map.of("topic", "tides")));
      visit.at("#clusters-order").selectOption("certain");
      visit.at(".cluster", "has changed since it was shown").waitFor();
      // What was written anew is no longer among those that were found alike, and nothing is decided about it.
      Locator ships = visit.at(".cluster", SHIP);
      assertThat(ships.locator(".member").count()).isEqualTo(3);
      ships.locator(".same", new Locator.LocatorOptions().setHasText("All say the same")).click();
      ships.locator(".again").waitFor();
      assertThat(things.decisions().of("s1", "s3")).contains(Decisions.Kind.MERGE);
      assertThat(things.decisions().of("s1", "s4")).isEmpty();
    }
  }

  @Test
  void two_collections_are_held_against_each_other_and_what_one_has_already_is_deleted() throws IOException {
    TinyDoppel.add(
        doppel, "others", Document.of("o1", SHIP + "!"), Document.of("o2", "Nothing of that kind was ever."));
    DocumentCollection others = doppel.collection(new CollectionName("others"));
    try (Visit visit = look("duplicates?mode=against&c=others", Screen.PHONE)) {
      visit.at("#against-results", "Choose another collection").waitFor();
      visit.at("#against-collection").selectOption("things");
      visit.at(".pair").first().waitFor();
      assertThat(visit.state()).contains("o=things");
      visit.inspect("two-collections");
      Locator here = visit.at(".pair").first().locator(".side").first();
      assertThat(here.innerText()).contains("others", "o1");
      here.locator(".sure button").click();
      here.locator(".alarming").filter(having("Delete it from others")).click();
      here.locator(".again").waitFor();
      assertThat(others.document("o1")).isEmpty();
      assertThat(things.documents()).isEqualTo(6);
      visit.press("Enter");
      here.locator(".sure button").waitFor();
      assertThat(others.document("o1")).isPresent();
      visit.page().reload();
      visit.at(".pair").first().waitFor();
    }
  }

  @Test
  void a_large_cluster_is_shown_whole_before_all_of_it_is_decided() throws IOException {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(Document.of("x%02d".formatted(i), "The old bridge stands over the river" + "!".repeat(i)));
    }
    TinyDoppel.add(doppel, "many", many.toArray(Document[]::new));
    DocumentCollection collection = doppel.collection(new CollectionName("many"));
    try (Visit visit = look("duplicates?mode=clusters&c=many", Screen.DESK)) {
      visit.at("#clusters-start").click();
      visit.at(".cluster .hint", "9 more are not shown, and not decided about.").waitFor();
      visit.at(".whole-cluster").click();
      visit.at(".cluster .member").nth(29).waitFor();
      visit.at(".cluster .same", "All say the same").click();
      visit.at(".cluster .again").waitFor();
      assertThat(collection.decisions().all()).hasSize(29);
    }
  }
}
