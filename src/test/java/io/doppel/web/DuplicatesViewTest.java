package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;

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
      assertThat(visit.text("#duplicates-status")).isEqualTo("No text is at least 0.950 similar. Lower the least similarity to see more.");
    }
  }

  @Test
  void all_pairs_of_a_collection_come_with_their_differences_marked() {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.9")) {
      assertThat(visit.count("#pairs-results .pair")).isGreaterThan(10);
      assertThat(visit.count("#pairs-results .pair mark.differs")).isGreaterThan(5);
      assertThat(visit.text("#pairs-results .pair .judged")).contains("likely the same");
      Locator similarities = visit.at("#pairs-results .pair .number");
      List<Double> numbers = similarities.allInnerTexts().stream().map(Double::valueOf).toList();
      assertThat(numbers).allMatch(number -> number >= 0.9);
    }
  }

  @Test
  void a_whole_collection_is_looked_through_for_clusters_that_can_be_kept_as_files() {
    try (Visit visit = visit("duplicates?mode=clusters&c=questions")) {
      visit.at("#clusters-start").click();
      assertThat(visit.count("#clusters-results .cluster")).isGreaterThan(1);
      assertThat(visit.text("#clusters-status")).matches("\\d+ clusters from [\\d,]+ pairs\\. \\d+ texts could go, \\d+ of them word for word\\.");
      Download csv = visit.page().waitForDownload(() -> visit.at("#clusters-results .button", "CSV").click());
      assertThat(csv.suggestedFilename()).isEqualTo("questions-duplicates.csv");
      assertThat(csv.path()).content().startsWith("id1,id2,similarity,probability,text1,text2");
      visit.page().reload();
      visit.at("#clusters-results .cluster").first().waitFor();
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
