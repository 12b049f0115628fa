package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rounds of pairs that a person decides about, and what is learned from them.
class TeachingViewTest extends PageTest {

  private static final long SEED = 20_261_130;
  private static final List<String> WORDS =
      List.of("ship", "sea", "dog", "cat", "house", "big", "river", "bank", "old");

  private Doppel doppel;
  private DoppelServer server;
  private DocumentCollection things;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    doppel = TinyDoppel.open(folder);
    server = DoppelServer.start(doppel, "127.0.0.1", 0);
    Random random = new Random(SEED);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder("the");
      for (int word = 0; word < 5; word++) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      documents.add(Document.of("d%03d".formatted(i), text.toString()));
    }
    TinyDoppel.add(doppel, "things", documents.toArray(Document[]::new));
    things = doppel.collection(new CollectionName("things"));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    doppel.close();
  }

  private Visit look(Screen screen) {
    Visit visit = chromium().visit(server.port(), "duplicates?mode=teach&c=things", screen);
    visit.forgive("409");
    return visit;
  }

  @Test
  void a_round_is_decided_by_keys_and_what_it_did_is_told() throws IOException {
    try (Visit visit = look(Screen.PHONE)) {
      visit.at("#teach-start").click();
      visit.at("#teach-results", "look through all of the collection first").waitFor();
      visit.at("#teach-results .button").click();
      visit.at("#clusters-start").click();
      visit.at("#clusters-results .cluster, #clusters-status").first().waitFor();
      visit.at("#clusters-results .buttons").first().waitFor();
      visit.at("#duplicates-teach").click();
      visit.at("#teach-start", "Begin a round").click();
      visit.at(".round", "Pair 1 of ").waitFor();
      assertThat(visit.text(".round")).doesNotContain("%").doesNotContain("likely");
      visit.inspect("round");
      visit.press("y");
      visit.at(".round", "Pair 2 of ").waitFor();
      visit.at(".round .opinion", "you said “Same”").waitFor();
      assertThat(visit.text(".round .opinion")).contains("The model says:").contains("likely the same");
      // While an answer is under way nobody knows yet which pair is the last one.
      List<Route> held = new ArrayList<>();
      visit.page().route("**/decisions", held::add);
      visit.page().waitForRequest("**/decisions", () -> visit.press("y"));
      visit.press("u", "u");
      visit.page().waitForCondition(() -> !held.isEmpty());
      assertThat(held).hasSize(1);
      visit.page().unroute("**/decisions");
      held.getFirst().resume();
      visit.at(".round", "Pair 3 of ").waitFor();
      visit.press("u");
      visit.at(".round", "Pair 2 of ").waitFor();
      visit.press("u");
      visit.at(".round", "Pair 1 of ").waitFor();
      assertThat(things.decisions().all()).isEmpty();
      String where = visit.text(".round .note");
      int pairs = Integer.parseInt(where.replaceAll("Pair 1 of (\\d+) .*", "$1"));
      String[] keys = {"y", "n", "i", "s", "d"};
      for (int i = 1; i <= pairs; i++) {
        visit.at(".round", "Pair %d of ".formatted(i)).waitFor();
        visit.press(keys[i % keys.length]);
      }
      visit.at("#teach-results tbody tr").waitFor();
      assertThat(things.decisions().all().stream().filter(each -> each.decision() != Decisions.Kind.UNDECIDED))
          .hasSize(pairs);
      visit.at("#teach-start", "Another round").waitFor();
      visit.inspect("rounds");
      visit.at("#teach-start").click();
      visit.at(".round", "in round 2").waitFor();
      visit.page().reload();
      visit.at("#teach-start", "Go on with round 2").waitFor();
    }
  }

  @Test
  void what_is_learned_is_shown_beside_what_was_before_and_the_threshold_is_dragged_or_moved_by_keys()
      throws IOException {
    try (Visit visit = look(Screen.DESK)) {
      visit.at("#teach-known", "from 30 of each on").waitFor();
      assertThat(visit.at("#teach-learn").isDisabled()).isTrue();
      Random random = new Random(SEED);
      for (int i = 0; i < 75; i++) {
        Document one = things.document("d%03d".formatted(i)).orElseThrow();
        Document other = things.document("d%03d".formatted(i + 75)).orElseThrow();
        Decisions.Kind kind = random.nextInt(10) < 5 ? Decisions.Kind.MERGE : Decisions.Kind.APART;
        things.decisions().decide(new Decisions.Decision(one.id(), other.id(), kind, one.text(), other.text()));
      }
      visit.page().reload();
      visit.at("#teach-learn").click();
      visit.at("#learned-measures").waitFor();
      assertThat(visit.text("#learned-measures")).contains("Average precision", "Calibration error", " to ");
      visit.inspect("learned");
      String told = visit.text("#learned-told");
      visit.at("#learned-threshold").focus();
      visit.press("Home");
      assertThat(visit.text("#learned-told")).isNotEqualTo(told).contains("of all duplicates 100%");
      assertThat(visit.at("#learned-threshold").getAttribute("aria-valuetext")).isEqualTo(visit.text("#learned-told"));
      Locator chart = visit.at(".learned svg.chart");
      BoundingBox box = chart.boundingBox();
      visit.page().mouse().move(box.x + box.width * .3, box.y + box.height / 2);
      visit.page().mouse().down();
      visit.page().mouse().move(box.x + box.width * .9, box.y + box.height / 2);
      visit.page().mouse().up();
      assertThat(visit.text("#learned-told")).doesNotContain("of all duplicates 100%");
      visit.at("#learned-keep").click();
      visit.at(".learned", "This collection is judged by what 75 decisions taught").waitFor();
      visit.forgive("400");
    }
    assertThat(things.judge().calibration().origin()).startsWith("75 decisions");
  }
}
