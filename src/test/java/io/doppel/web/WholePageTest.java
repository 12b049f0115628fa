package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import io.doppel.server.DoppelServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What all views share.
class WholePageTest extends PageTest {

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
  void both_languages_have_the_same_texts() {
    try (Visit visit = visit("")) {
      Object differing =
          visit
              .page()
              .evaluate(
                  """
                  async () => {
                    const [{ en }, { ko }] = await Promise.all([import('/js/strings/en/all.js'), import('/js/strings/ko/all.js')]);
                    const kind = (texts, name) => typeof texts[name];
                    return [...new Set([...Object.keys(en), ...Object.keys(ko)])].filter((name) => kind(en, name) !== kind(ko, name));
                  }
                  """);
      assertThat((List<?>) differing).isEmpty();
    }
  }

  @Test
  void what_there_is_comes_although_the_stream_of_events_says_nothing() {
    try (Visit visit = visit("quality")) {
      visit.page().route("**/v1/events", _ -> {});
      visit.go("search");
      visit.page().reload();
      visit.at("#search-collection option", "questions (423 texts)").waitFor(there());
      visit.at("#server", "all-MiniLM-L6-v2").waitFor();
    }
  }

  @Test
  void while_the_server_has_not_answered_the_page_is_there_and_says_that_it_waits() throws IOException {
    List<Route> held = new ArrayList<>();
    try (Visit visit = visit("quality")) {
      visit.page().route("**/v1/events", _ -> {});
      visit.page().route("**/v1/{server,collections}", held::add);
      visit.go("search");
      visit.page().reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
      visit.at("#search-results", "Waiting for the server").waitFor();
      visit.at("#search-collection option", "Waiting for the server").waitFor(there());
      visit.at("#server", "Waiting for the server").waitFor();
      visit.inspect("waiting");
      visit.at("#nav-library").click();
      visit.at("#library-status", "Waiting for the server").waitFor();
      visit.page().unroute("**/v1/{server,collections}");
      held.forEach(Route::resume);
      visit.at("#library-list .card").first().waitFor();
      assertThat(visit.at("#library-status").textContent()).isEmpty();
      visit.at("#server", "all-MiniLM-L6-v2").waitFor();
    }
  }

  @Test
  void a_view_that_does_not_come_and_a_file_that_cannot_be_read_are_told() {
    try (Visit visit = visit("")) {
      visit.page().route("**/js/view/map.js", Route::abort);
      visit.at("#nav-map").click();
      visit.at("main [role=alert]", "could not be loaded").waitFor();
      visit.page().unroute("**/js/view/map.js");
      visit.at("main button", "Load the page again").click();
      visit.at("#map-collection").waitFor();
      Object told =
          visit
              .page()
              .evaluate(
                  """
                  async () => {
                    const [{ readTextFile }, { Problem }] = await Promise.all([import('/js/base/textfile.js'), import('/js/base/api.js')]);
                    const gone = { name: 'gone.txt', arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) };
                    return readTextFile(gone).catch((problem) => problem instanceof Problem && problem.message);
                  }
                  """);
      assertThat((String) told).startsWith("gone.txt cannot be read");
      visit.forgive("ERR_FAILED");
    }
  }

  @Test
  void a_text_in_a_file_for_spreadsheets_is_no_formula_and_a_number_is_a_number() {
    try (Visit visit = visit("")) {
      Object written =
          visit
              .page()
              .evaluate(
                  "async () => (await import('/js/base/download.js')).csv([['=1+1', '-5+cmd', 'a=b', -0.5, '＝1']])");
      assertThat(written).isEqualTo("\ufeff\"'=1+1\",\"'-5+cmd\",\"a=b\",\"-0.5\",\"'＝1\"\r\n");
    }
  }

  @Test
  void light_and_dark_can_be_chosen_and_the_choice_stays() {
    try (Visit visit = visit("", Screen.DESK_AT_NIGHT)) {
      String dark = visit.ground();
      visit.at("#theme").click();
      String light = visit.ground();
      assertThat(light).isNotEqualTo(dark);
      visit.page().reload();
      visit.at("#theme").waitFor();
      assertThat(visit.ground()).isEqualTo(light);
    }
  }

  @Test
  void the_keyboard_is_enough() {
    try (Visit visit = visit("")) {
      visit.press("Tab");
      assertThat(visit.focus()).isEqualTo("skip");
      visit.tabTo("search-text");
      visit.page().keyboard().type("afraid of heights");
      visit.at("#search-results .hit h2", "acrophobia").waitFor();
      visit.go("plagiarism?c=essays");
      visit.at("#plagiarism-example").waitFor();
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
  void a_server_that_went_away_is_told_and_forgotten_when_it_is_back() throws IOException {
    DoppelServer second = DoppelServer.start(site().doppel(), "127.0.0.1", 0);
    int port = second.port();
    try (Visit visit = chromium().visit(port, "search?c=questions&q=sleep", Screen.DESK)) {
      visit.at(".hit").first().waitFor();
      second.close();
      visit.at("#search-text").fill("money");
      visit.at("#gone").waitFor();
      second = DoppelServer.start(site().doppel(), "127.0.0.1", port);
      visit.at("#gone").waitFor(gone());
      visit.at(".hit", "money").first().waitFor();
      visit.forgive("ERR_CONNECTION_REFUSED");
      // While it stops it says so.
      visit.forgive("status of 503");
    } finally {
      second.close();
    }
  }

  @Test
  void the_notice_that_the_server_is_gone_stays_in_sight() throws IOException {
    DoppelServer second = DoppelServer.start(site().doppel(), "127.0.0.1", 0);
    try (Visit visit = chromium().visit(second.port(), "search?c=questions&q=sleep&k=50", Screen.PHONE)) {
      visit.at(".hit").nth(40).scrollIntoViewIfNeeded();
      second.close();
      visit.at("#gone").waitFor();
      assertThat(visit.at("#gone").boundingBox().y).isBetween(0.0, 5.0);
      visit.forgive("ERR_");
      visit.forgive("status of 503");
    } finally {
      second.close();
    }
  }

  @Test
  void a_wide_screen_is_used() {
    try (Visit visit = visit("search?c=questions&q=sleep", new Screen(2560, ColorScheme.LIGHT, "en-US"))) {
      visit.at(".hit").nth(1).waitFor();
      assertThat(visit.at("#search").boundingBox().width).isGreaterThan(2000);
      assertThat(visit.at(".hit").nth(0).boundingBox().y).isEqualTo(visit.at(".hit").nth(1).boundingBox().y);
      assertThat(visit.at(".hit").first().boundingBox().width).isLessThan(1300);
    }
  }

  @Test
  void korean_particles_follow_how_a_name_is_read() {
    try (Visit visit = visit("")) {
      Object words =
          visit
              .page()
              .evaluate(
                  """
                  async () => {
                    const { and, by, object } = await import('/js/strings/ko/particles.js');
                    return [and('1'), and('2'), and('문장'), and('essays'), object('글.txt'), object('책'), object('파일(1)'), by('404'), by('500'), by('8'), by('서울')].join(' ');
                  }
                  """);
      assertThat(words).isEqualTo("1과 2와 문장과 essays와 글.txt를 책을 파일(1)을 404로 500으로 8로 서울로");
    }
  }

  @Test
  void errors_are_in_the_language_of_the_page() {
    try (Visit visit = visit("document?c=questions&id=none", Screen.KOREAN_PHONE_AT_NIGHT)) {
      visit.at("#document-error", "그런 글이 없습니다.").waitFor();
      visit.at("#language").click();
      visit.at("#document-error", "none").waitFor();
      visit.forgive("404");
    }
  }

  @Test
  void the_page_is_small() throws IOException {
    long compressed = 0;
    try (Stream<Path> files = Files.walk(Path.of("web"))) {
      // The page of the API is another one.
      for (Path file :
          files.filter(each -> Files.isRegularFile(each) && !each.startsWith("web/api")).sorted().toList()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          Files.copy(file, gzip);
        }
        compressed += bytes.size();
        assertThat(Files.readAllLines(file).size())
            .as("lines of %s", file)
            .isLessThan(file.toString().endsWith(".js") ? 220 : 300);
      }
    }
    assertThat(compressed).as("bytes of the whole page, compressed").isLessThan(220_000);
  }

  @Test
  void the_first_paint_needs_little_and_nothing_moves_while_one_types() {
    try (Visit visit = visit("search?c=questions")) {
      visit.at(".examples").waitFor();
      Map<?, ?> loaded =
          (Map<?, ?>)
              visit
                  .page()
                  .evaluate(
                      """
                      () => {
                        const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                        const own = files.filter(({ initiatorType }) => initiatorType !== 'fetch');
                        window.moved = 0;
                        new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value; })
                          .observe({ type: 'layout-shift', buffered: true });
                        return {
                          paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
                          bytes: own.reduce((sum, { transferSize }) => sum + transferSize, 0),
                          files: own.length,
                        };
                      }
                      """);
      System.getLogger(WholePageTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "first paint after %s ms, %s bytes in %s files"
                  .formatted(loaded.get("paint"), loaded.get("bytes"), loaded.get("files")));
      assertThat(((Number) Objects.requireNonNull(loaded.get("bytes"))).longValue())
          .as("bytes sent until the page is there")
          .isLessThan(150_000);
      visit.at("#search-text").click();
      visit.page().keyboard().type("how do I sleep");
      visit.at("#search-results .hit").first().waitFor();
      visit.page().keyboard().type(" better at night");
      visit.at("#search-results .hit", "sleep").first().waitFor();
      // What a person types moves results into their place; the parts that were there must stay.
      assertThat(((Number) visit.page().evaluate("window.moved")).doubleValue()).as("layout shift").isLessThan(0.1);
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
      visit.go("compare");
      visit.at("#compare-example").click();
      visit.at(".matrix .cell").first().waitFor();
      visit.inspect("compare");
      visit.go("map?c=questions&f=topic&q=How+can+I+fall+asleep+faster%3F");
      visit.at("#map-list li").first().waitFor();
      visit.inspect("map");
      // Nobody looked through the collection yet, which the browser takes for a fault.
      visit.forgive("409");
      visit.go("duplicates?mode=clusters&c=questions");
      visit.at("#clusters-start").click();
      visit.at("#clusters-results .cluster").first().waitFor();
      visit.inspect("clusters");
      visit.go("classify");
      visit.at("#classify-sample").waitFor();
      visit.inspect("classify");
      visit.go("train?c=questions");
      visit.at("#train-start").waitFor();
      visit.inspect("train");
      visit.go("quality");
      visit.at(".measures").first().waitFor();
      visit.inspect("quality");
      visit.go("library");
      visit.at("#library-list .card").first().waitFor();
      visit.inspect("collections");
      visit.go("document?c=essays&id=e13-harbour&s=365&e=785");
      visit.at("#document .found").waitFor();
      visit.inspect("document");
    }
  }
}
