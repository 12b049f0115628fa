package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.models.Models;
import io.doppel.server.DoppelServer;
import io.doppel.text.Document;
import io.doppel.training.JudgedPairs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training, with a small model of its own.
class TrainViewTest extends PageTest {

  private static final double LONG_MILLIS = 120_000;

  @TempDir private Path folder;
  private Doppel doppel;
  private DoppelServer server;

  @BeforeEach
  void start() throws IOException {
    doppel = TinyDoppel.open(folder);
    TinyDoppel.add(
        doppel,
        "things",
        Document.of("a", "the dog and the people of the week"),
        Document.of("b", "a ship on the sea"),
        Document.of("c", "the cat in the room of the man"));
    server = serve();
  }

  private DoppelServer serve() throws IOException {
    return DoppelServer.start(doppel, "127.0.0.1", 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    doppel.close();
  }

  private Visit look(Screen screen) {
    return chromium().visit(server.port(), "train?c=things", screen);
  }

  private static void train(Visit visit, String epochs) {
    visit.at("label[for=train-from-file]").click();
    visit
        .at("#train-file")
        .setInputFiles(
            new FilePayload("judged.tsv", "text/plain", JudgedPairs.lines(600).getBytes(StandardCharsets.UTF_8)));
    visit.at(".training summary").click();
    visit.at("#train-epochs").fill(epochs);
    visit.at("#train-start").click();
  }

  private static Locator.WaitForOptions longer() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE).setTimeout(LONG_MILLIS);
  }

  @Test
  void a_model_learns_from_a_file_is_asked_beside_the_old_one_and_adopted() throws IOException {
    try (Visit visit = look(Screen.DESK)) {
      visit.at("#train-status", "Nothing was trained for this collection yet.").waitFor();
      assertThat(visit.at("#train-name").inputValue()).isEqualTo("things-1");
      visit.inspect("train");
      train(visit, "20");
      visit.at("#train-adopt").waitFor(longer());
      assertThat(visit.at(".outcome table").innerText()).contains("Held-out examples", "General similarity");
      assertThat(visit.count(".curves svg.chart")).isEqualTo(2);
      visit.at("#train-question").fill("a cat");
      visit.at("#train-compare-results .ranked").nth(1).waitFor();
      assertThat(visit.at("#train-compare-results h3").allInnerTexts()).isEqualTo(List.of("By tiny", "By things-1"));
      visit.inspect("trained");
      visit.page().reload();
      visit.at("#train-adopt").click();
      visit.at("#train-status", "things-1 is adopted").waitFor();
      visit.go("library");
      visit.at(".card[data-name='things'] .facts", "things-1, 64 dimensions").waitFor();
      visit.go("search?c=things&q=cat");
      visit.at(".hit", "the cat in the room").waitFor();
      askTwoModels(visit);
    }
  }

  /// The collection is made by another model beside, both are asked, and it is switched to that one.
  private static void askTwoModels(Visit visit) throws IOException {
    visit.at(".beside summary").click();
    assertThat(visit.at("#beside-model").inputValue()).isEqualTo("tiny");
    assertThat(visit.at("#beside-name").inputValue()).isEqualTo("things-tiny");
    visit.inspect("beside");
    visit.at(".beside form button").click();
    visit.at(".ranked li").nth(5).waitFor();
    assertThat(visit.state()).contains("with=things-tiny");
    assertThat(visit.at("#search-results h2").allInnerTexts())
        .isEqualTo(List.of("things · things-1", "things-tiny · tiny"));
    assertThat(visit.at("#search-results .ranked .note").first().textContent())
        .matches("[▲▼=✱] (\\d+ places? (up|down)|same place|only among these)\\.");
    visit.inspect("two-models");
    visit.page().reload();
    visit.at(".ranked").nth(1).waitFor();
    visit.at("#beside-switch button").click();
    visit.at("#beside-switch .alarming", "Make things anew by tiny").click();
    visit.at("#search-results h2", "things · tiny").waitFor();
  }

  @Test
  void a_training_is_followed_and_stopped_by_the_keyboard_and_leaves_nothing() throws IOException {
    try (Visit visit = look(Screen.KOREAN_PHONE_AT_NIGHT)) {
      train(visit, "1000");
      visit.at("#train-status", "단계 중").waitFor(longer());
      assertThat(visit.count(".curves svg.chart")).isEqualTo(2);
      visit.at("#progress .row", "things 모델 학습").waitFor();
      visit.inspect("training");
      visit.page().reload();
      visit.at("#train-stop").focus();
      visit.press("Enter");
      visit.at("#train-status", "학습을 멈추었습니다").waitFor();
      assertThat(new Models(folder.resolve("models")).names()).hasSize(1);
    }
  }

  @Test
  void what_is_discarded_is_gone_and_what_cannot_be_learned_from_says_why() throws IOException {
    try (Visit visit = look(Screen.DESK)) {
      visit.at("#train-start").click();
      visit.at("#train-error", "nothing was decided about pairs of this collection").waitFor();
      visit.forgive("400");
      visit.at("label[for=train-from-file]").click();
      visit.at("#train-start").click();
      visit.at("#train-error", "Choose a file of examples first.").waitFor();
      visit.at("label[for=train-from-decisions]").click();
      train(visit, "0.1");
      visit.at("#train-discard").waitFor(longer());
      assertThat(visit.text(".outcome")).contains("Adopt it anyway");
      visit.refuse("**/train", "DELETE", 403, "forbidden");
      visit.at("#train-discard").click();
      visit.at("#train-error", "told by a test: forbidden").waitFor();
      assertThat(visit.text(".outcome")).contains("Adopt it anyway");
      visit.admit("**/train");
      visit.at("#train-name").fill("a-name-of-mine");
      TinyDoppel.add(doppel, "things", Document.of("d", "the house of the man"));
      visit.at("#train-collection option", "things (4 texts)").waitFor(there());
      assertThat(visit.at("#train-name").inputValue()).isEqualTo("a-name-of-mine");
      visit.at("#train-discard").click();
      visit.at("#train-status", "It was discarded").waitFor();
      visit.forgive("403");
      visit.page().reload();
      visit.at("#train-status", "Nothing was trained for this collection yet.").waitFor();
    }
  }
}
