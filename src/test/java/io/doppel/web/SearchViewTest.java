package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.DoppelServer;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searching, and opening what was found.
class SearchViewTest extends PageTest {

  @Test
  void the_answer_is_shown_as_a_program_sees_it_and_asked_for_again_by_curl() throws IOException {
    try (Visit visit = visit("search?c=questions&q=what%27s+it%3F")) {
      visit.at(".hit").first().waitFor();
      visit.at("#search .raw summary").click();
      assertThat(visit.text("#search .call pre"))
          .startsWith("curl -sS")
          .contains("http://127.0.0.1:" + site().port() + "/v1/collections/questions/search")
          .contains("'{\"text\":\"what'\\''s it?\"")
          .doesNotContain("DOPPEL_KEY");
      assertThat(visit.text("#search .call .json")).startsWith("{\n  \"hits\": [");
      visit.at("#search .call button", "Copy as curl").click();
      visit.at("#search .call [role=status]", "Copied.").waitFor();
      visit.inspect("raw");
      visit.at("#search-text").fill("");
      visit.at("#search .raw").waitFor(gone());
    }
  }

  @Test
  void a_description_finds_its_word_while_one_types() {
    try (Visit visit = visit("")) {
      visit.at("#search-text").pressSequentially("the fear of being in a closed small room");
      visit.at("#search-results .hit h2", "claustrophobia").waitFor();
      assertThat(visit.text("#search-results .hit h2")).isEqualTo("claustrophobia");
      assertThat(Double.parseDouble(visit.text("#search-results .hit .number"))).isBetween(0.6, 1.2);
      assertThat(visit.text("#search-status")).matches("The first 10 results in [\\d,]+ ms");
      assertThat(visit.at("#search-results .hit .shared").first().innerText()).isEqualTo("fear");
      assertThat(visit.state()).contains("q=the+fear+of+being");
    }
  }

  @Test
  void the_address_holds_the_state_for_reload_and_back() {
    try (Visit visit = visit("search?c=questions&q=losing+weight")) {
      assertThat(visit.at("#search-text").inputValue()).isEqualTo("losing weight");
      String first = visit.text("#search-results .hit .passage");
      visit.page().reload();
      assertThat(visit.text("#search-results .hit .passage")).isEqualTo(first);
      visit.at("#nav-duplicates").click();
      visit.at("#duplicates-text").waitFor();
      visit.page().goBack();
      visit.at("#search-text").waitFor();
      assertThat(visit.at("#search-text").inputValue()).isEqualTo("losing weight");
    }
  }

  @Test
  void a_found_text_opens_at_its_passage_and_leads_on_to_its_like() {
    try (Visit visit = visit("search?c=essays&q=the+Sun+and+the+Moon+line+up")) {
      assertThat(visit.text(".hit[data-id='e01-tides'] mark.match")).startsWith("When the Sun and the Moon line up");
      visit.at(".hit h2 a", "Why the Sea Breathes").click();
      visit.at("#document h1", "Why the Sea Breathes").waitFor();
      assertThat(visit.page().title()).isEqualTo("Why the Sea Breathes – Document – Doppel");
      assertThat(visit.focus()).isEqualTo("document-title");
      assertThat(visit.text("#document .found")).contains("When the Sun and the Moon line up");
      assertThat(visit.at("#document .whole").innerText()).startsWith("Anyone who has lost a sandal");
      visit.at("#document .button", "More like this").click();
      visit.at("#search-like", "Texts like “Why the Sea Breathes”").waitFor();
      visit.at(".hit[data-id='e01-tides']").waitFor(gone());
      visit.at(".hit").first().waitFor();
      visit.at("#search-like a").click();
      visit.at("#search-like").waitFor(gone());
    }
  }

  @Test
  void a_search_goes_by_words_or_by_meaning_and_says_why() throws IOException {
    try (Visit visit = visit("search?c=questions&q=losing+weight")) {
      visit.at(".hit").first().waitFor();
      visit.at(".why summary").first().click();
      assertThat(visit.text(".why[open] p"))
          .matches("Score [\\d.]+: [\\d.]+ for its meaning and [\\d.]+ for its words\\.");
      visit.inspect("why");
      visit.at("label[for='mode-lexical']").click();
      visit.page().waitForURL("**m=lexical**");
      visit
          .at(".why p", ": 0.000 for its meaning")
          .first()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
      visit.page().reload();
      assertThat(visit.at("#mode-lexical").isChecked()).isTrue();
    }
  }

  @Test
  void a_search_that_took_too_long_is_not_asked_again_and_one_of_a_busy_server_is() {
    try (Visit visit = visit("search?c=questions")) {
      visit.at(".examples").waitFor();
      List<String> asked = new ArrayList<>();
      visit.page().onRequest(request -> asked.add(request.url()));
      visit.refuse("**/questions/search", "POST", 503, "deadline_exceeded");
      visit.at("#search-text").fill("sleep");
      visit.at("#search-error", "deadline_exceeded").waitFor();
      visit.page().waitForTimeout(1_500);
      assertThat(asked.stream().filter(url -> url.endsWith("/search"))).hasSize(1);
      visit.admit("**/questions/search");
      visit.refuse("**/questions/search", "POST", 503, "server_busy");
      visit.at("#search-text").fill("sleeping");
      visit.at("#search-error", "server_busy").waitFor();
      visit.admit("**/questions/search");
      visit.at(".hit").first().waitFor();
      visit.forgive("503");
    }
  }

  @Test
  void like_a_long_text_others_are_found_and_an_odd_code_of_a_language_is_shown_as_it_is(@TempDir Path folder)
      throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder);
        DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0);
        Visit visit = chromium().visit(server.port(), "library", Screen.DESK)) {
      TinyDoppel.add(
          doppel,
          "things",
          new Document("long", "", "The ship is on the sea. ".repeat(1_500), Map.of()),
          new Document("odd", "", "The ship is on the sea.", Map.of("lang", "en-1")));
      visit.go("search?c=things&like=long");
      visit.at(".hit[data-id='odd'] .chips", "en-1").waitFor();
    }
  }

  @Test
  void whoever_wants_more_goes_on_at_the_first_new_hit() {
    try (Visit visit = visit("search?c=questions&q=sleep")) {
      visit.at("#search-more").click();
      visit.at(".hit").nth(15).waitFor();
      assertThat(visit.page().evaluate("document.activeElement.closest('.hit')?.dataset.rank")).isEqualTo("11");
    }
  }

  @Test
  void the_bar_shows_what_the_results_are_in_order_of() {
    for (String mode : List.of("", "&m=dense", "&m=lexical")) {
      try (Visit visit = visit("search?c=questions&q=what+to+do+when+I+lose+my+passport" + mode)) {
        visit.at(".hit").nth(5).waitFor();
        assertThat(visit.at(".hit .number").allInnerTexts().stream().map(Double::valueOf))
            .as(mode)
            .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(visit.at(".hit .what").count()).as(mode).isEqualTo(mode.equals("&m=dense") ? 0 : 10);
      }
    }
  }

  @Test
  void only_fields_that_narrow_something_are_offered_once_one_asks_and_their_numbers_are_of_the_answers() {
    try (Visit visit = visit("search?c=questions")) {
      visit.at(".examples").waitFor();
      assertThat(visit.at(".filters").isHidden()).isTrue();
      visit.at("#search-text").fill("password");
      visit
          .at("[data-field='topic'] option", "(")
          .first()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
      assertThat(visit.at("[data-field='translation_of']").count()).isZero();
      int found =
          visit.at("[data-field='topic'] option").allInnerTexts().stream()
              .filter(text -> text.contains("("))
              .mapToInt(text -> Integer.parseInt(text.replaceAll("\\D", "")))
              .sum();
      assertThat(found).isEqualTo(100);
      visit.at("#language").click();
      visit.at(".filters label", "주제").waitFor();
      assertThat(visit.at("[data-field='language']").innerText()).contains("한국어", "영어");
    }
  }

  @Test
  void a_field_narrows_the_search_and_stays_in_the_address() {
    try (Visit visit = visit("search?c=questions&q=weight")) {
      visit.at("[data-field='topic']").selectOption("cooking");
      visit.page().waitForURL("**f.topic=cooking**");
      visit.at(".hit .chips", "health").first().waitFor(gone());
      visit.page().reload();
      visit.at(".hit").first().waitFor();
      assertThat(visit.at("[data-field='topic']").inputValue()).isEqualTo("cooking");
      for (String chips : visit.at(".hit .chips").allInnerTexts()) {
        assertThat(chips).contains("cooking");
      }
    }
  }

  @Test
  void nothing_in_a_text_is_taken_for_html() throws IOException {
    try (Visit visit = visit("search?c=hostile&q=markup")) {
      Locator hit = visit.at(".hit", "<img src=x onerror=alert(1)>");
      hit.waitFor();
      assertThat(hit.innerText())
          .contains(
              "<script>alert(2)</script>",
              "<a href=\"javascript:alert(3)\">",
              "<u>name</u>",
              "<svg onload=alert(4)>");
      assertThat(
              visit
                  .at("main img, main script, main svg[onload], main i, main a[href^='javascript']")
                  .count())
          .isZero();
      assertThat(visit.at(".passage", "عربي").evaluate("node => getComputedStyle(node).direction")).isEqualTo("rtl");
      assertThat(visit.at(".hit h2", "arabic").evaluate("node => getComputedStyle(node).direction")).isEqualTo("ltr");
      visit.inspect("hostile");
      visit.go("plagiarism?c=hostile&doc=%3Cb%3Eid%3C%2Fb%3E");
      visit.at("#plagiarism-status").waitFor();
      visit.go("search?c=hostile&q=%3Cimg+src%3Dx+onerror%3Dalert(5)%3E");
      visit.at(".hit").first().waitFor();
      assertThat(visit.page().title()).startsWith("<img src=x onerror=alert(5)>");
    }
  }
}
