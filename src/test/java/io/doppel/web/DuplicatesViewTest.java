package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import io.doppel.duplicates.Decisions;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.DoppelServer;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checking for duplicates, one text and all pairs.
class DuplicatesViewTest extends PageTest {

  @Test
  void a_question_is_checked_for_duplicates() {
    try (Visit visit = visit("duplicates")) {
      visit.at("#duplicates-text").fill("How can I fall asleep faster?");
      assertThat(visit.text("#duplicates-results .hit .passage")).isEqualTo("How can I fall asleep faster?");
      assertThat(visit.count("#duplicates-results .hit")).isGreaterThan(1);
      visit.at("#duplicates-threshold").fill("0.95");
      visit.at("#duplicates-results .hit:only-child").waitFor();
      visit.at("#duplicates-text").fill("a text that nobody ever wrote about purple submarines");
      visit.at("#duplicates-results .hit").waitFor(gone());
      assertThat(visit.text("#duplicates-status"))
          .isEqualTo("No text is at least 0.950 similar. Lower the least similarity to see more.");
    }
  }

  @Test
  void all_pairs_of_a_collection_come_with_their_differences_marked() {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.9")) {
      assertThat(visit.count("#pairs-results .pair")).isGreaterThan(10);
      assertThat(visit.count("#pairs-results .pair mark.differs")).isGreaterThan(5);
      assertThat(visit.text("#pairs-results .pair .judged")).contains("likely the same");
      assertThat(numbers(visit, "#pairs-results .pair .cosine")).allMatch(number -> number >= 0.9);
      assertThat(numbers(visit, "#pairs-results .pair .number")).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  private static List<Double> numbers(Visit visit, String selector) {
    return visit.at(selector).allInnerTexts().stream()
        .map(text -> Double.valueOf(text.replaceAll("[^\\d.]", "")))
        .toList();
  }

  @Test
  void candidates_come_in_the_order_of_the_number_that_is_shown() {
    try (Visit visit = visit("duplicates?c=questions&q=How+can+I+fall+asleep+faster%3F&t=0.3")) {
      visit.at("#duplicates-results .hit").nth(3).waitFor();
      assertThat(numbers(visit, "#duplicates-results .number")).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(visit.at("#duplicates-results .hit").first().innerText()).contains("98%", "similarity 1.000");
    }
  }

  @Test
  void keys_decide_the_marked_pair_wherever_the_focus_is_and_whatever_script_the_keyboard_writes() {
    try (Visit visit = visit("duplicates?c=questions")) {
      visit.at("#duplicates-pairs").click();
      visit.at(".pair.current").waitFor();
      visit.at("#pairs-threshold").evaluate("node => node.focus()");
      visit
          .page()
          .evaluate(
              "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㄴ', code: 'KeyS', "
                  + "bubbles: true }))");
      assertThat(visit.at(".pair").nth(0).getAttribute("data-decided")).isEqualTo("merge");
      assertThat(visit.at(".pair").nth(1).getAttribute("class")).contains("current");
      visit
          .page()
          .evaluate(
              "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅇ', code: 'KeyD', "
                  + "bubbles: true }))");
      visit.at("#pairs-tally", "2 of ").waitFor();
      assertThat(visit.at(".pair").nth(1).getAttribute("data-decided")).isEqualTo("apart");
      visit
          .page()
          .evaluate(
              "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅕ', code: 'KeyU', "
                  + "bubbles: true }))");
      visit.press("u");
      visit.at("#pairs-tally", "0 of ").waitFor();
      visit.at("#duplicates-collection").focus();
      visit.press("d");
      assertThat(visit.text("#pairs-tally")).startsWith("0 of ");
    }
  }

  @Test
  void a_whole_collection_is_looked_through_for_clusters_that_can_be_kept_as_files() {
    try (Visit visit = visit("duplicates?mode=clusters&c=questions")) {
      visit.at("#clusters-start").click();
      assertThat(visit.count("#clusters-results .cluster")).isGreaterThan(1);
      assertThat(visit.text("#clusters-status"))
          .matches(
              "\\d+ clusters from [\\d,]+ pairs\\. \\d+ texts could go, \\d+ of them word for word\\.");
      Download csv = visit.page().waitForDownload(() -> visit.at("#clusters-results .button", "CSV").click());
      assertThat(csv.suggestedFilename()).isEqualTo("questions-duplicates.csv");
      assertThat(csv.path()).content().startsWith("id1,id2,similarity,probability,text1,text2");
      visit.page().reload();
      visit.at("#clusters-results .cluster").first().waitFor();
      // Nobody had looked for clusters at first.
      visit.forgive("409");
    }
  }

  @Test
  void clusters_are_decided_cleaned_and_taken_back_and_contradictions_are_shown(@TempDir Path folder)
      throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel,
          "things",
          Document.of("boat", "The ship is on the sea today."),
          Document.of("ship", "The ship is on the sea."),
          Document.of("dog", "A dog and a cat live in the house."));
      decideOnClusters(doppel);
    }
  }

  private void decideOnClusters(Doppel doppel) throws IOException {
    DocumentCollection things = doppel.collection(new CollectionName("things"));
    try (DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0);
        Visit visit = chromium().visit(server.port(), "duplicates?mode=clusters&c=things", Screen.DESK)) {
      visit.at("#clusters-start").click();
      visit.at(".cluster .same", "All say the same").waitFor();
      assertThat(visit.text(".cluster .cosine")).matches("at least \\d+% likely the same");
      visit.inspect("cluster-queue");
      visit.press("s");
      visit.at(".cluster .note", "Decided.").waitFor();
      assertThat(things.decisions().of("ship", "boat")).contains(Decisions.Kind.MERGE);
      visit.press("u");
      visit.at(".cluster .same").waitFor();
      assertThat(things.decisions().of("ship", "boat")).isEmpty();
      visit.at("#clusters-keep").selectOption("longest");
      visit.at(".cluster .sure button").click();
      visit.at(".cluster .alarming", "Delete 1 text").click();
      visit.at(".cluster .note", "1 text deleted.").waitFor();
      assertThat(things.document("ship")).isEmpty();
      visit.at(".cluster .again").click();
      visit.at(".cluster .same").waitFor();
      assertThat(things.document("ship")).isPresent();
      decide(things, "ship", "boat", Decisions.Kind.MERGE);
      decide(things, "boat", "dog", Decisions.Kind.MERGE);
      decide(things, "dog", "ship", Decisions.Kind.APART);
      visit.page().reload();
      visit.at(".contradictions h2", "1 contradiction in what was decided").waitFor();
      visit.inspect("contradiction");
      visit.refuse("**/nothing/duplicates/mining", "GET", 403, "forbidden");
      visit.go("duplicates?mode=clusters&c=nothing");
      visit.at(".contradictions").waitFor(gone());
      visit.page().goBack();
      visit.forgive("403");
      visit.forgive("409");
      visit.at(".contradiction button").nth(0).click();
      visit.at(".contradictions").waitFor(gone());
      assertThat(things.decisions().of("dog", "boat")).isEmpty();
    }
  }

  private static void decide(DocumentCollection things, String one, String other, Decisions.Kind kind)
      throws IOException {
    things.decisions().decide(new Decisions.Decision(one, other, kind, one, other));
  }

  @Test
  void a_decision_that_the_server_refuses_is_told_beside_the_pairs_and_not_shown_as_made() {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.93")) {
      visit.at(".pair").nth(1).waitFor();
      visit.refuse("**/decisions", "POST", 403, "forbidden");
      visit.press("j", "s");
      visit.at("#pairs-error", "told by a test: forbidden").waitFor();
      assertThat(visit.at(".pair").nth(0).getAttribute("data-decided")).isEmpty();
      assertThat(visit.at(".pair button[aria-pressed='true']").count()).isZero();
      assertThat(visit.text("#pairs-tally")).startsWith("0 of ");
      visit.admit("**/decisions");
      visit.press("d");
      visit.at("#pairs-error").waitFor(gone());
      assertThat(visit.at(".pair").nth(1).getAttribute("data-decided")).isEqualTo("apart");
      visit.press("u", "u");
      visit.at("#pairs-tally", "0 of ").waitFor();
      visit.forgive("403");
    }
  }

  @Test
  void the_last_decision_is_taken_back_with_a_key() {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.93")) {
      visit.at(".pair").nth(1).waitFor();
      visit.press("j", "s", "d");
      visit.at("#pairs-tally", "2 of ").waitFor();
      visit.press("u");
      visit.at("#pairs-tally", "1 of ").waitFor();
      assertThat(visit.at(".pair").nth(0).getAttribute("data-decided")).isEqualTo("merge");
      assertThat(visit.at(".pair").nth(1).getAttribute("data-decided")).isEmpty();
      visit.press("u", "u");
      visit.at("#pairs-tally", "0 of ").waitFor();
    }
  }

  @Test
  void pairs_are_decided_with_single_keys_and_do_not_come_again() {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.95")) {
      visit.at(".pair button").first().focus();
      visit.press("d", "s", "k", "k", "j");
      assertThat(visit.at(".pair").nth(0).getAttribute("data-decided")).isEqualTo("apart");
      assertThat(visit.at(".pair").nth(1).getAttribute("data-decided")).isEqualTo("merge");
      assertThat(visit.text("#pairs-tally")).startsWith("2 of ");
      String first = visit.at(".pair").nth(0).textContent();
      visit.page().reload();
      assertThat(visit.text("#pairs-tally")).startsWith("0 of ");
      assertThat(visit.at(".pair").allTextContents()).doesNotContain(first);
    }
  }
}
