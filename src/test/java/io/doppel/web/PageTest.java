package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.IndexingListener;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real page in a real browser, in front of the real server with the real model and the sample collections. Every
/// [Visit] also checks that no error, no foreign request and no breach of the content security policy happened.
class PageTest {

  @TempDir static Path index;

  private static Site site;
  private static Chromium chromium;

  @BeforeAll
  static void open() throws IOException {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "skipped: no Chromium is installed; the environment variable CHROMIUM may name one");
    assumeTrue(Site.modelIsThere(), "skipped: the model is not there");
    site = Site.open(index);
    chromium = Chromium.start(program.get());
  }

  @AfterAll
  static void close() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (site != null) {
      site.close();
    }
  }

  private static Visit visit(String state, Screen screen) {
    return chromium.visit(site.port(), state, screen);
  }

  private static Visit visit(String state) {
    return visit(state, Screen.DESK);
  }

  @Test
  void a_description_finds_its_word_while_one_types() {
    try (Visit visit = visit("")) {
      visit.at("#search-text").pressSequentially("the fear of being in a closed small room");
      visit.at("#search-results .hit h2", "claustrophobia").waitFor();
      assertThat(visit.text("#search-results .hit h2")).isEqualTo("claustrophobia");
      assertThat(Double.parseDouble(visit.text("#search-results .hit .number"))).isBetween(0.6, 1.0);
      assertThat(visit.text("#search-status")).matches("10 results in [\\d,]+ ms");
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
      Locator similarities = visit.at("#pairs-results .pair .number");
      List<Double> numbers = similarities.allInnerTexts().stream().map(Double::valueOf).toList();
      assertThat(numbers).isSortedAccordingTo((a, b) -> Double.compare(b, a)).allMatch(number -> number >= 0.9);
    }
  }

  @Test
  void a_copied_passage_reads_the_same_on_both_sides() {
    try (Visit visit = visit("plagiarism")) {
      visit.at("#plagiarism-document").selectOption("e13-harbour");
      String here = quote(visit, "#plagiarism-this-text", 1);
      assertThat(here).startsWith("The Moon pulls a little harder").isEqualTo(quote(visit, "#plagiarism-source-text", 1));
      assertThat(visit.text("#plagiarism-source-title")).isEqualTo("Source: Why the Sea Breathes");
      assertThat(visit.text("#plagiarism-status")).matches("\\d+% of this text lies in 1 case from 1 source\\.");
      assertThat(visit.at("#plagiarism-this-text mark").first().getAttribute("class"))
          .isEqualTo(visit.at("#plagiarism-source-text mark").first().getAttribute("class"));
    }
  }

  @Test
  void a_paraphrase_is_lined_up_with_its_source() {
    try (Visit visit = visit("plagiarism?c=essays&doc=e16-charts")) {
      visit.at("#plagiarism-results .cases button").last().click();
      visit.at("#plagiarism-this-text mark.chosen").first().waitFor();
      assertThat(visit.count("#plagiarism-source-text mark.chosen")).isPositive();
      assertThat(visit.at("#plagiarism-results .cases").innerText()).contains("paraphrased");
    }
  }

  /// The marked text of a case, without the number in front of it.
  private static String quote(Visit visit, String pane, int number) {
    visit.at(pane + " mark").first().waitFor();
    return String.join(
            "",
            visit.at("%s mark[data-cases~='%d']".formatted(pane, number)).allTextContents())
        .replaceFirst("^" + number, "");
  }

  @Test
  void nothing_in_a_text_is_taken_for_html() throws IOException {
    try (Visit visit = visit("search?c=hostile&q=markup")) {
      Locator hit = visit.at(".hit", "<img src=x onerror=alert(1)>");
      hit.waitFor();
      assertThat(hit.innerText())
          .contains("<script>alert(2)</script>", "<a href=\"javascript:alert(3)\">", "<u>name</u>", "<svg onload=alert(4)>");
      assertThat(visit.at("main img, main script, main svg[onload], main i, main a[href^='javascript']").count()).isZero();
      assertThat(visit.at(".passage", "عربي").evaluate("node => getComputedStyle(node).direction")).isEqualTo("rtl");
      visit.inspect("hostile");
      visit.go("plagiarism?c=hostile&doc=%3Cb%3Eid%3C%2Fb%3E");
      visit.at("#plagiarism-status").waitFor();
      visit.go("search?c=hostile&q=%3Cimg+src%3Dx+onerror%3Dalert(5)%3E");
      visit.at(".hit").first().waitFor();
      assertThat(visit.page().title()).startsWith("<img src=x onerror=alert(5)>");
    }
  }

  @Test
  void indexing_shows_how_far_it_is_and_what_is_in_can_be_searched() throws Exception {
    DocumentCollection numbers = site.doppel().openOrCreate(new CollectionName("numbers"));
    try (PausingSource source = new PausingSource();
        Visit visit = visit("search?c=numbers&q=one")) {
      CompletableFuture<Long> indexing =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return numbers.add(source, IndexingListener.SILENT, () -> false).done();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (numbers.indexing().isEmpty() && !indexing.isDone()) {
        Thread.sleep(20);
      }
      visit.page().reload();
      visit.at("#progress progress").waitFor();
      assertThat(visit.text("#progress .row")).contains("Indexing numbers", "of 2,100");
      visit.inspect("indexing");
      source.goOn();
      assertThat(indexing.get()).isEqualTo(2_100);
      visit.at("#progress .row").waitFor(gone());
      visit.at(".hit").first().waitFor();
    } finally {
      site.doppel().delete(new CollectionName("numbers"));
    }
  }

  @Test
  void the_interface_speaks_korean_when_the_browser_does_or_when_one_asks_it_to() {
    try (Visit visit = visit("", Screen.KOREAN_PHONE_AT_NIGHT)) {
      assertThat(visit.text("h1")).isEqualTo("뜻으로 검색");
    }
    try (Visit visit = visit("search?c=questions&q=%EC%9E%A0%EC%9D%B4+%EC%95%88+%EC%99%80%EC%9A%94")) {
      assertThat(visit.text("h1")).isEqualTo("Search by meaning");
      visit.at("#language").click();
      assertThat(visit.text("h1")).isEqualTo("뜻으로 검색");
      assertThat(visit.at("html").getAttribute("lang")).isEqualTo("ko");
      visit.at("#search-results .hit").first().waitFor();
      assertThat(visit.at("#search-text").inputValue()).isEqualTo("잠이 안 와요");
      visit.page().reload();
      assertThat(visit.text("h1")).isEqualTo("뜻으로 검색");
    }
  }

  @Test
  void the_keyboard_is_enough() {
    try (Visit visit = visit("")) {
      visit.press("Tab");
      assertThat(visit.focus()).isEqualTo("skip");
      visit.tabTo("search-text");
      visit.page().keyboard().type("afraid of heights");
      assertThat(visit.text("#search-results .hit h2")).contains("acrophobia");
      visit.go("plagiarism?c=essays");
      visit.tabTo("plagiarism-example");
      visit.press("Enter");
      visit.at("#plagiarism-results .cases button").first().waitFor();
      visit.at("#plagiarism-check").focus();
      visit.tabTo(visit.at("#plagiarism-results .cases button").first().textContent());
      visit.press("Enter");
      assertThat(visit.count("#plagiarism-this-text mark.chosen")).isPositive();
    }
  }

  @Test
  void a_server_that_went_away_is_told_and_forgotten_when_it_is_back() {
    DoppelServer second = DoppelServer.start(site.doppel(), "127.0.0.1", 0);
    int port = second.port();
    try (Visit visit = chromium.visit(port, "search?c=questions&q=sleep", Screen.DESK)) {
      visit.at(".hit").first().waitFor();
      second.close();
      visit.at("#search-text").fill("money");
      visit.at("#gone").waitFor();
      second = DoppelServer.start(site.doppel(), "127.0.0.1", port);
      visit.at("#gone").waitFor(gone());
      visit.at(".hit", "money").first().waitFor();
      visit.forgive("ERR_CONNECTION_REFUSED");
    } finally {
      second.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, LIGHT, en-US",
    "1280, DARK, en-US",
    "360, LIGHT, en-US",
    "360, DARK, ko-KR",
  })
  void every_view_is_accessible_and_fits(int width, ColorScheme scheme, String locale) throws IOException {
    try (Visit visit = visit("", new Screen(width, scheme, locale))) {
      visit.at(".examples").waitFor();
      visit.inspect("home");
      visit.go("search?c=wordnet&q=the+fear+of+being+in+a+closed+small+room");
      visit.at("#search-results .hit").first().waitFor();
      visit.inspect("search");
      visit.go("duplicates?c=questions&q=How+can+I+fall+asleep+faster%3F");
      visit.at("#duplicates-results .hit").first().waitFor();
      visit.inspect("duplicates");
      visit.go("duplicates?mode=pairs&c=questions&t=0.95");
      visit.at("#pairs-results .pair").first().waitFor();
      visit.inspect("pairs");
      visit.go("plagiarism?c=essays&doc=e15-crossings");
      visit.at("#plagiarism-this-text mark").first().waitFor();
      visit.inspect("plagiarism");
    }
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
  }
}
