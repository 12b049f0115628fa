package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two texts.
class CompareViewTest extends PageTest {

  @Test
  void a_text_that_the_model_cannot_read_carries_a_warning_and_words_without_anything_in_common_are_no_match() {
    try (Visit visit = visit("compare?a=%EB%B0%B0%EB%8A%94+%EB%96%A0%EB%82%A9%EB%8B%88%EB%8B%A4&b=The+dog+pays")) {
      visit.at("#compare-illegible").waitFor();
      visit.go("compare?a=The+ferry+leaves+at+six&b=The+boat+sails+at+six");
      visit.at(".words td.number").first().waitFor();
      assertThat(visit.at("#compare-illegible").count()).isZero();
      assertThat(visit.at(".words td.number").allInnerTexts().stream().map(Double::valueOf))
          .allMatch(similarity -> similarity >= 0.2);
    }
  }

  @Test
  void a_stored_text_that_comes_late_changes_no_other_view_and_going_back_leads_out_again() {
    List<Route> held = new ArrayList<>();
    try (Visit visit = visit("library")) {
      visit.at(".card").first().waitFor();
      visit.page().route("**/documents/e01-tides", held::add);
      visit.go("compare?c=essays&id=e01-tides");
      visit.page().waitForCondition(() -> !held.isEmpty());
      visit.at("#nav-search").click();
      visit.at("#search-text").waitFor();
      held.forEach(Route::resume);
      visit.page().waitForCondition(() -> visit.at("#compare-1").inputValue().startsWith("Anyone who has lost"));
      assertThat(visit.state()).isEqualTo("search");
      visit.at("#nav-compare").click();
      visit.at("#compare-1").waitFor();
      visit.page().unroute("**/documents/e01-tides");
      visit.go("library");
      visit.go("compare?c=essays&id=e01-tides");
      visit.page().waitForCondition(() -> visit.state().equals("compare"));
      visit.page().goBack();
      visit.at(".card").first().waitFor();
    }
  }

  @Test
  void two_texts_are_compared_as_wholes_and_sentence_by_sentence() throws IOException {
    try (Visit visit = visit("compare")) {
      visit.at("#compare-1").fill("The ferry leaves at six. Dogs travel free of charge.");
      visit.at("#compare-2").fill("Your dog does not have to pay. It can get windy.");
      assertThat(Double.parseDouble(visit.text("#compare-similarity .number"))).isBetween(0.3, 0.9);
      assertThat(visit.count(".matrix .cell")).isEqualTo(4);
      assertThat(visit.text(".reading")).contains("Dogs travel free of charge.", "Your dog does not have to pay.");
      visit.at(".cell[aria-pressed='true']").focus();
      visit.press("ArrowUp", "ArrowRight");
      assertThat(visit.text(".reading")).contains("The ferry leaves at six.", "It can get windy.");
      visit.page().reload();
      assertThat(visit.count(".matrix .cell")).isEqualTo(4);
    }
  }

  @Test
  void two_questions_are_compared_word_by_word() throws IOException {
    try (Visit visit = visit("compare")) {
      visit.at("#compare-1").fill("Where does the dog sleep?");
      visit.at("#compare-2").fill("Where do dogs sleep?");
      assertThat(visit.text(".words")).contains("sleep", "dogs");
      assertThat(visit.count(".words td.number")).isEqualTo(4);
    }
  }
}
