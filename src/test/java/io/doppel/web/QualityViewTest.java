package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What was measured.
class QualityViewTest extends PageTest {

  /// What is computed meanwhile may take a while on a busy machine.
  private static final Locator.WaitForOptions SOON = new Locator.WaitForOptions().setTimeout(90_000);

  @Test
  void where_nothing_was_measured_yet_published_values_stand_marked_as_such() {
    try (Visit visit = visit("")) {
      visit
          .page()
          .route(
              "**/v1/evaluation",
              route ->
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setContentType("application/json")
                          .setBody(
                              "{\"model\":\"m\",\"results\":[],\"published\":[{\"task\":\"stsb-en\","
                                  + "\"measure\":\"spearman\",\"published\":0.82,\"tolerance\":0.1,"
                                  + "\"source\":\"MTEB\"}],\"tuned\":null,\"benchmarks\":[]}")));
      visit.go("quality");
      visit.at("#quality-results .nothing", "./doppel eval --quick").waitFor();
      assertThat(visit.text("#quality-published"))
          .contains("not measured on this machine", "stsb-en", "0.8200", "MTEB");
    }
  }

  @Test
  void measured_values_stand_beside_the_published_ones() {
    try (Visit visit = visit("quality")) {
      visit.at("#quality-status", "4 values of all-MiniLM-L6-v2. 2 have a published one, of which 1 is off.").waitFor();
      Locator published = visit.at("#quality-results table").first().locator("tbody tr");
      assertThat(published.allInnerTexts()).hasSize(2);
      assertThat(published.first().innerText())
          .contains("stsb-en", "spearman", "0.8203", "0.8203 ± 0.0005", "+0.0000 agrees");
      assertThat(published.last().innerText()).contains("scifact", "-0.1451 off");
      assertThat(visit.count(".plot circle")).isEqualTo(2);
    }
  }

  @Test
  void every_task_has_all_that_was_measured_of_it_by_what_it_is_about() {
    try (Visit visit = visit("quality")) {
      visit.at("summary", "stsb-en spearman 0.8203").click();
      assertThat(visit.at(".one-task tr", "pearson").innerText()).contains("–");
      visit.at("h2", "Search").waitFor();
      visit.at("summary", "scifact").click();
      assertThat(visit.at(".one-task tr", "queries").innerText()).contains("300").doesNotContain("300.0");
    }
  }

  @Test
  void benchmarks_come_as_tables_and_curves() throws IOException {
    try (Visit visit = visit("quality")) {
      visit.at("#quality-fast").click();
      visit.at("#quality-status", "3 benchmarks of all-MiniLM-L6-v2.").waitFor();
      Locator search = visit.at("[data-benchmark='search']");
      assertThat(search.locator("h2").innerText()).isEqualTo("Search: things");
      assertThat(search.locator("table").first().locator("tbody tr").allInnerTexts()).hasSize(4);
      assertThat(search.locator("table").first().innerText())
          .contains("queries/s")
          .contains("0.9900")
          .contains("1,200");
      assertThat(search.locator(".chart polyline").count()).isEqualTo(2);
      assertThat(search.locator(".legend").innerText()).contains("float32", "int8");
      assertThat(visit.at("[data-benchmark='encode'] table").last().innerText()).contains("99th percentile");
      assertThat(visit.at("[data-benchmark='new'] th").allInnerTexts()).containsExactly("some figure");
      visit.inspect("quality-fast");
      visit.page().reload();
      search.waitFor();
    }
  }

  @Test
  void a_collection_is_examined_and_new_texts_are_held_against_it() throws IOException {
    try (Visit visit = visit("quality?mode=texts&c=questions")) {
      visit.at("#examination-status", "Not examined yet.").waitFor();
      visit.at("#examination-sample").fill("50");
      visit.at("#examination-by").fill("topic");
      visit.at("#examination-against").fill("The ferry crosses the sea.\nA cat sleeps in the house.");
      visit.at("#examination-start").click();
      visit.at("#examination-status", "50 of 423 texts").waitFor(SOON);
      assertThat(visit.text("#examination-robustness")).contains("typos 5 %", "Korean typos 15 %", "no punctuation");
      assertThat(visit.text("#examination-slices")).contains("script: Latin", "script: Hangul", "topic: ", "(few)");
      assertThat(visit.text("#examination-drift")).contains("2 new texts", "p-value");
      assertThat(visit.count("#examination-guarded .cluster")).isGreaterThan(5);
      assertThat(visit.text("#examination-guarded .guard")).contains("/");
      visit.inspect("quality-texts");
      visit.page().reload();
      visit.at("#examination-status", "50 of 423 texts").waitFor(SOON);
      assertThat(visit.at("#quality-texts").getAttribute("aria-current")).isEqualTo("true");
      visit.at("#examination-by").fill("author");
      visit.at("#examination-start").click();
      visit.at("#examination-error", "no document has a field \"author\"").waitFor();
      visit.forgive("400");
    }
  }
}
