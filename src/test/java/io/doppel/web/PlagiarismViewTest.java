package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import io.doppel.engine.CollectionName;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.source.DocumentSource;
import io.doppel.source.extraction.Written;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Sources side by side.
class PlagiarismViewTest extends PageTest {

  private static final String COPIED =
      "Kneading lines up the strands of gluten so that the dough can hold its gas, and a slow rise in a cool "
          + "kitchen gives "
          + "acids and aromas time to gather.";
  private static final String PHRASE =
      "The authors thank everybody who took part in this study for their patience and for the time that "
          + "they gave to it.";
  private static final String TEMPLATE =
      "Answer each question in your own words and name every book and every person who helped you with this paper.";

  @Test
  void a_copied_passage_reads_the_same_on_both_sides() {
    try (Visit visit = visit("plagiarism")) {
      visit.at("#plagiarism-document").selectOption("e13-harbour");
      String here = quote(visit, "#plagiarism-this-text", 1);
      assertThat(here)
          .startsWith("The Moon pulls a little harder")
          .isEqualTo(quote(visit, "#plagiarism-source-text", 1));
      assertThat(visit.text("#plagiarism-source-title")).isEqualTo("Source: Why the Sea Breathes");
      assertThat(visit.text("#plagiarism-status")).matches("\\d+% of this text lies in 1 case from 1 source\\.");
      assertThat(visit.at("#plagiarism-this-text mark").first().getAttribute("class"))
          .isEqualTo(visit.at("#plagiarism-source-text mark").first().getAttribute("class"));
    }
  }

  @Test
  void another_text_is_checked_without_what_the_last_one_left_out_and_going_back_shows_what_the_address_says() {
    try (Visit visit = visit("plagiarism?c=essays&doc=e13-harbour")) {
      visit.at("#plagiarism-this-text mark").first().waitFor();
      visit.page().waitForURL("**r=*");
      visit.at("#plagiarism-text").fill("I bake at home. " + COPIED);
      assertThat(visit.at("#plagiarism-document").inputValue()).isEmpty();
      Request asked =
          visit
              .page()
              .waitForRequest(request -> request.url().endsWith("/plagiarism"), visit.at("#plagiarism-check")::click);
      assertThat(asked.postData()).contains("\"exclude\":[]");
      visit.at("#plagiarism-status", "No part of this text was found").waitFor();
      visit.page().goBack();
      visit.at("#plagiarism-this-text", "The Moon pulls a little harder").waitFor();
      visit.at("#plagiarism-document").selectOption("");
      visit.at("#plagiarism-results .cases").waitFor(gone());
      visit.at("#plagiarism-all").click();
      visit.at("#plagiarism-all-results .sources").waitFor();
      visit.go("plagiarism?c=essays&doc=e13-harbour");
      visit.at("#plagiarism-this-text mark").first().waitFor();
      assertThat(visit.at("#plagiarism-all-results .sources").count()).isZero();
      visit.page().goBack();
      visit.at("#plagiarism-all-results .sources").waitFor();
      assertThat(visit.at("#plagiarism-this-text").count()).isZero();
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

  @Test
  void a_result_has_an_address_that_holds_no_text_and_survives_reload_and_the_other_language() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      visit.at("#plagiarism-leaving summary").click();
      visit.at("#plagiarism-common").check();
      checkAndExpect(visit, "I bake at home. " + COPIED, "copied", "");
      visit.page().waitForURL("**r=*");
      assertThat(visit.state()).matches("plagiarism\\?c=papers&r=[\\w-]{22}");
      assertThat(visit.text("#plagiarism-results .cases .from")).isEqualTo("p1");
      visit.at("#language").click();
      visit.at("#plagiarism-results .cases", "그대로 베낌").waitFor();
      assertThat(visit.at("#plagiarism-text").inputValue()).isEqualTo("I bake at home. " + COPIED);
      visit.page().evaluate("sessionStorage.clear()");
      visit.page().reload();
      assertThat(quote(visit, "#plagiarism-this-text", 1)).isEqualTo(COPIED);
      assertThat(visit.at("#plagiarism-common").isChecked()).isTrue();
      assertThat(visit.at("#plagiarism-changed").count()).isZero();
      Download report = visit.page().waitForDownload(() -> visit.at("#plagiarism-report").click());
      assertThat(report.suggestedFilename()).matches("plagiarism-I-bake-at-home-Kneading-lines-up[\\w-]*\\.html");
      try (Page page = visit.page().context().newPage()) {
        page.setContent(Files.readString(report.path()));
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
        assertThat(page.locator(".particulars").innerText()).contains("papers", "all-MiniLM-L6-v2", "검사한 때");
        assertThat(page.locator("#cases").innerText()).contains("그대로 베낌", "출처: p1");
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/plagiarism-report.png"))
                .setFullPage(true));
      }
      try (DocumentSource source = DocumentSource.of(List.of(Document.of("p7", "Something else.")))) {
        site().doppel().openOrCreate(PAPERS).add(source, IndexingListener.SILENT, () -> false);
      }
      visit.page().reload();
      visit.at("#plagiarism-changed").waitFor();
      visit.go("plagiarism?c=papers&r=AAAAAAAAAAAAAAAAAAAAAA");
      visit.at("#plagiarism-error", "이 검사 결과는 더는 보관되어 있지 않습니다.").waitFor();
      visit.forgive("404");
    } finally {
      forget();
    }
  }

  @Test
  void letters_that_were_exchanged_are_told_beside_the_copy() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      checkAndExpect(visit, "I bake at home. " + COPIED.replace('a', 'а'), "", "");
      visit.at(".disguise summary", "Letters that only look like what they are read as: ").click();
      assertThat(visit.text(".disguise li")).startsWith("Read as: ");
      visit.inspect("disguised");
    } finally {
      forget();
    }
  }

  @Test
  void both_texts_scroll_together() {
    try (Visit visit = visit("plagiarism?c=essays&doc=e15-crossings")) {
      visit.at("#plagiarism-source-text mark").first().waitFor();
      visit.at("#plagiarism-this-text").evaluate("node => node.scrollTo(0, node.scrollHeight)");
      visit
          .page()
          .waitForFunction(
              "() => { const { scrollTop, clientHeight, scrollHeight } = "
                  + "document.querySelector('#plagiarism-source-text');"
                  + " return scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2; }");
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
  void a_word_document_is_opened_and_checked() throws IOException {
    byte[] document = Written.docx(Written.paragraph("I bake at home.") + Written.paragraph(COPIED));
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      visit.at("#plagiarism-file").setInputFiles(new FilePayload("homework.docx", "", document));
      assertThat(quote(visit, "#plagiarism-this-text", 1)).isEqualTo(COPIED);
    } finally {
      forget();
    }
  }

  @Test
  void what_was_not_read_of_a_file_is_told_beside_what_was_found_and_in_the_report() throws IOException {
    byte[] mail =
        """
        From: kim@example.org
        Subject: Homework
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        I bake at home. %s
        --b
        Content-Type: application/zip
        Content-Disposition: attachment; filename="notes.zip"

        PK
        --b--
        """
            .formatted(COPIED)
            .getBytes(StandardCharsets.UTF_8);
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      visit.at("#plagiarism-file").setInputFiles(new FilePayload("homework.eml", "", mail));
      assertThat(quote(visit, "#plagiarism-this-text", 1)).isEqualTo(COPIED);
      assertThat(visit.text("#plagiarism-unread")).contains("attached files: 1", "notes.zip");
      Download report = visit.page().waitForDownload(() -> visit.at("#plagiarism-report").click());
      assertThat(Files.readString(report.path())).contains("\"names\":[\"notes.zip\"]");
      visit.page().reload();
      visit.at("#plagiarism-unread").waitFor();
      visit.at("#plagiarism-text").fill("Something else.");
      visit.at("#plagiarism-check").click();
      visit.at("#plagiarism-unread").waitFor(gone());
    } finally {
      forget();
    }
  }

  @Test
  void a_case_is_judged_with_keys_and_buttons_and_is_found_judged_in_the_next_check() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers(), Screen.PHONE)) {
      checkAndExpect(visit, "I bake at home. " + COPIED, "copied", "");
      String before = visit.text("#plagiarism-status");
      visit.at("#assessment-note").fill("p. 3 of the book");
      visit.at("#plagiarism-results .cases button").focus();
      visit.press("c");
      visit.at("#plagiarism-results .cases", "Cited properly").waitFor();
      assertThat(visit.text("#plagiarism-status")).startsWith("0% of this text");
      visit.at(".assessing", "p. 3 of the book").waitFor();
      visit.page().waitForFunction("() => document.activeElement.dataset.case === '1'");
      visit.inspect("judged");
      visit.refuse("**/assessments/*", "DELETE", 403, "forbidden");
      visit.press("u");
      visit.at(".assessing .error", "told by a test: forbidden").waitFor();
      visit.admit("**/assessments/*");
      visit.press("u");
      visit.at("#plagiarism-status", before).waitFor();
      visit.at(".assessing button", "Common phrase").click();
      visit.at("#plagiarism-results .cases", "Common phrase").waitFor();
      visit.at("#plagiarism-text").fill("Quite another text that has this as well. " + COPIED);
      visit.at("#plagiarism-check").click();
      visit.at("#plagiarism-this-text", "Quite another text").waitFor();
      visit.at("#plagiarism-results .cases", "Common phrase").waitFor();
      visit.at("#language").click();
      visit.at("#plagiarism-results .cases", "흔한 표현").waitFor();
      visit.forgive("403");
    } finally {
      forget();
    }
  }

  @Test
  void what_was_said_is_listed_and_taken_back_and_citations_stand_beside_their_case() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      checkAndExpect(visit, "I bake at home. As Lee (2019) says: \u201c" + COPIED + "\u201d (Lee 2019).", "copied", "");
      assertThat(visit.text("#plagiarism-results .cases .citation")).contains("quoted and cited", "Lee");
      visit.at("#assessment-note").fill("read and found in order");
      visit.at(".assessing button", "Cited properly").click();
      visit.at("#plagiarism-results .cases", "Cited properly").waitFor();
      visit.at("#plagiarism-assessments summary").click();
      visit.at("#plagiarism-assessments li", "read and found in order").waitFor();
      assertThat(visit.text("#plagiarism-assessments")).contains("The last 1 of 1.", "Kneading lines up");
      visit.inspect("said");
      visit.at("#plagiarism-assessments li button").click();
      visit.at("#plagiarism-assessments", "Nobody has said anything yet.").waitFor();
      visit.at(".assessing", "Nobody has said anything about it.").waitFor();
    } finally {
      forget();
    }
  }

  @Test
  void all_texts_are_held_against_an_archive_that_was_chosen() throws IOException {
    CollectionName term = new CollectionName("term");
    try (DocumentSource source =
        DocumentSource.of(List.of(Document.of("t1", "Quite another beginning of it. " + COPIED)))) {
      site().doppel().openOrCreate(term).add(source, IndexingListener.SILENT, () -> false);
    }
    papers();
    try (Visit visit = visit("plagiarism?c=term")) {
      visit.at("#plagiarism-archives summary").click();
      visit.at("#plagiarism-archive-papers").check();
      visit.at("#plagiarism-all").click();
      visit.at("#plagiarism-all-results .sources", "in papers").waitFor();
    } finally {
      forget();
      site().doppel().delete(term);
    }
  }

  @Test
  void a_key_judges_the_case_that_is_shown_however_it_was_chosen() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      checkAndExpect(visit, PHRASE + " I bake at home. Nobody reads this. " + COPIED, "copied", "");
      int last = visit.count("#plagiarism-results .cases li");
      assertThat(last).isGreaterThan(1);
      visit.at("#plagiarism-this-text .badge[data-case='%d']".formatted(last)).click();
      visit.press("a");
      visit.at("#plagiarism-results .cases", "Accepted").waitFor();
      assertThat(visit.text("#plagiarism-results .cases li:last-child")).contains("Accepted");
      assertThat(visit.count("#plagiarism-results .cases button:has-text('Accepted')")).isOne();
      // A case that only has the focus is shown first.
      visit.at("#plagiarism-results .cases button").first().focus();
      visit.press("f");
      visit.at("#plagiarism-results .cases button[data-case='1'][aria-pressed='true']").waitFor();
      visit.press("f");
      visit.at("#plagiarism-results .cases li:first-child", "False").waitFor();
    } finally {
      forget();
    }
  }

  @Test
  void what_is_not_to_count_is_shown_as_left_out() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      checkAndExpect(visit, "I say: \"" + COPIED + "\" (Kim 1999, p. 3) And so on.", "copied", "left out");
      visit.at("#plagiarism-leaving summary").click();
      visit.at("#plagiarism-quotations").check();
      checkAndExpect(
          visit,
          "I say: \"" + COPIED + "\" (Kim 1999, p. 3) And so on.",
          "left out: a quotation with a reference",
          "");
      visit.at("#plagiarism-bibliography").check();
      checkAndExpect(
          visit,
          "I bake at home.\n\nReferences\n\n[1] Kim, M. (1999). "
              + COPIED
              + " Seoul: Loaf Press, pp. 3-5.\n[2] Lee, S. (2001). Bread. Busan: Crust, p. 7.",
          "left out: in the bibliography",
          "");
      visit.at("#plagiarism-common").check();
      checkAndExpect(visit, PHRASE, "left out: in many texts", "");
      checkAndExpect(visit, TEMPLATE, "copied", "left out");
      visit.at("#plagiarism-base").fill("template, p2");
      checkAndExpect(visit, TEMPLATE, "left out: in a base document", "");
      checkAndExpect(visit, COPIED, "copied", "left out");
      visit.at("#plagiarism-author").fill("kim");
      checkAndExpect(visit, COPIED, "left out: by the same author", "");
    } finally {
      forget();
    }
  }

  @Test
  void all_texts_of_a_collection_are_held_against_each_other_and_the_report_draws_them() throws IOException {
    try (Visit visit = visit("plagiarism?c=" + papers())) {
      visit.at("#plagiarism-all").click();
      visit.at("#plagiarism-all-results li").first().waitFor();
      visit.page().reload();
      visit.at("#plagiarism-all-results li").first().waitFor();
      assertThat(visit.text("#plagiarism-all-status")).matches("6 texts: \\d+ pairs with matching parts, 1 cluster\\.");
      Path report = visit.page().waitForDownload(() -> visit.at("#plagiarism-all-results a", "HTML").click()).path();
      try (Page page = visit.page().context().newPage()) {
        page.setContent(Files.readString(report));
        assertThat(page.locator("svg circle").count()).isEqualTo(6);
        page.locator("svg line").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("details[open] .pair p").first().innerText()).isNotBlank();
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/similarity-report.png"))
                .setFullPage(true));
      }
    } finally {
      forget();
    }
  }

  private static void checkAndExpect(Visit visit, String text, String words, String without) {
    visit.at("#plagiarism-text").fill("");
    visit.at("#plagiarism-text").fill(text);
    visit
        .page()
        .waitForResponse(
            answer -> answer.url().endsWith("/plagiarism"),
            () -> visit.at("#plagiarism-check").click());
    visit.at("#plagiarism-results .cases", words).waitFor();
    if (!without.isEmpty()) {
      assertThat(visit.text("#plagiarism-results .cases")).doesNotContain(without);
    }
  }

  private static final CollectionName PAPERS = new CollectionName("papers");

  /// Five papers with a phrase in common; the first is by Kim and was copied from, and it has a template's text as the
  /// template does.
  private static String papers() throws IOException {
    List<Document> papers = new ArrayList<>();
    papers.add(new Document("p1", "", COPIED + "\n\n" + PHRASE + "\n\n" + TEMPLATE, Map.of("author", "Kim")));
    for (int i = 2; i <= 5; i++) {
      papers.add(new Document("p" + i, "", PHRASE, Map.of()));
    }
    papers.add(new Document("template", "", TEMPLATE, Map.of()));
    try (DocumentSource source = DocumentSource.of(papers)) {
      site().doppel().openOrCreate(PAPERS).add(source, IndexingListener.SILENT, () -> false);
    }
    return PAPERS.value();
  }

  private static void forget() throws IOException {
    site().doppel().delete(PAPERS);
  }

  @Test
  void what_was_found_can_be_taken_away() throws IOException {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.95")) {
      Path pairs = visit.page().waitForDownload(() -> visit.at("#pairs-export").click()).path();
      assertThat(Files.readAllLines(pairs).getFirst())
          .endsWith(
              "\"id1\",\"id2\",\"similarity\",\"probability\",\"decision\",\"text1\",\"text2\"");
      visit.go("plagiarism?c=essays&doc=e13-harbour");
      Path page = visit.page().waitForDownload(() -> visit.at("#plagiarism-report").click()).path();
      assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("e13-harbour", "\"kind\":\"verbatim\"");
      visit.at("#plagiarism-format").selectOption("json");
      Path json = visit.page().waitForDownload(() -> visit.at("#plagiarism-report").click()).path();
      assertThat(Files.readString(json)).contains("(e13-harbour)\"", "\"verbatim\"");
    }
  }
}
