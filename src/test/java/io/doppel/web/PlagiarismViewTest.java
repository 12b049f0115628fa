package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Sources side by side.
class PlagiarismViewTest extends PageTest {

  /// A report is a check once more, with the real model.
  private static final Page.WaitForDownloadOptions PATIENCE = new Page.WaitForDownloadOptions().setTimeout(90_000);

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

  @Test
  void both_texts_scroll_together() {
    try (Visit visit = visit("plagiarism?c=essays&doc=e15-crossings")) {
      visit.at("#plagiarism-source-text mark").first().waitFor();
      visit.at("#plagiarism-this-text").evaluate("node => node.scrollTo(0, node.scrollHeight)");
      visit
          .page()
          .waitForFunction(
              "() => { const { scrollTop, clientHeight, scrollHeight } = document.querySelector('#plagiarism-source-text');"
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
  void what_was_found_can_be_taken_away() throws IOException {
    try (Visit visit = visit("duplicates?mode=pairs&c=questions&t=0.95")) {
      Path pairs = visit.page().waitForDownload(() -> visit.at("#pairs-export").click()).path();
      assertThat(Files.readAllLines(pairs).getFirst()).endsWith("\"id1\",\"id2\",\"similarity\",\"probability\",\"decision\",\"text1\",\"text2\"");
      visit.go("plagiarism?c=essays&doc=e13-harbour");
      Path page = visit.page().waitForDownload(PATIENCE, () -> visit.at("#plagiarism-report").click()).path();
      assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("e13-harbour", "\"kind\":\"verbatim\"");
      visit.at("#plagiarism-format").selectOption("json");
      Path json = visit.page().waitForDownload(PATIENCE, () -> visit.at("#plagiarism-report").click()).path();
      assertThat(Files.readString(json)).contains("\"e13-harbour\"", "\"verbatim\"");
    }
  }
}
