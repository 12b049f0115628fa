package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.api.PlagiarismJson;
import io.doppel.api.UnreadJson;
import io.doppel.api.report.print.FontMissingException;
import io.doppel.api.report.print.KoreanFont;
import io.doppel.api.report.print.PrintedPage;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.source.extraction.Extractor;
import io.doppel.text.Bounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;

class PlagiarismReportTest {

  private static final String COPIED =
      "=1+1 is </script><script>alert(1)</script> 😀 & what a plain \"loaf\" needs, said the old baker of our town.";

  private final PlagiarismReport report =
      report("I say: " + COPIED + " Is it so?", "Long ago, " + COPIED + " Nobody knew.");

  @Test
  void the_page_is_whole_and_no_text_becomes_markup() {
    String page = text(report, ReportFormat.HTML, ReportLanguage.ENGLISH);
    assertThat(page)
        .startsWith("<!doctype html>")
        .doesNotContain("alert(1)</script>", "src=", "href=", "url(", "@import");
    assertThat(page).contains("\\u003c/script>\\u003cscript>alert(1)\\u003c/script>", "default-src 'none'");
    assertThat(page.split("<script", -1)).hasSize(3);
  }

  @Test
  void pan_xml_counts_code_points() {
    assertThat(text(report, ReportFormat.XML, ReportLanguage.ENGLISH))
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document reference=\"a&lt;b.txt\" "
                + "collection=\"papers\" model=\"tiny\" checked_at=\"2026-01-31T12:00:00Z\" "
                + "seal=\""
                + report.seal()
                + "\">\n<feature "
                + "name=\"detected-plagiarism\" type=\"verbatim\"")
        .contains("source_reference=\"\"", "this_length=\"%d\"".formatted(length()));
  }

  @Test
  void a_row_of_csv_quotes_both_sides_and_is_no_formula() {
    String[] lines = text(report, ReportFormat.CSV, ReportLanguage.ENGLISH).split("\r\n", -1);
    assertThat(lines[0])
        .startsWith(
            "source,title,kind,similarity,shared_words,in_order,longest_run,left_out,this_page,this_offset,"
                + "this_length,source_page,source_offset");
    assertThat(lines[1]).startsWith(",its title,verbatim,").contains("what a plain \"\"loaf\"\" needs");
    assertThat(text(report("x " + COPIED, COPIED), ReportFormat.CSV, ReportLanguage.ENGLISH))
        .doesNotContain(",\"=1")
        .doesNotContain(",=1");
  }

  @Test
  void every_format_tells_the_texts_name_the_collection_the_model_and_the_time() {
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(text(report, format, ReportLanguage.ENGLISH))
          .as(format.name())
          .contains("papers", "tiny", format == ReportFormat.PDF ? "January 2026" : "2026-01-31T12:00:00Z");
    }
  }

  @Test
  void the_page_is_in_the_language_asked_for() {
    assertThat(text(report, ReportFormat.HTML, ReportLanguage.KOREAN))
        .contains("<html lang=\"ko\">", "겹치는 부분")
        .doesNotContain("Matching parts", "REPORT_");
    assertThat(text(report, ReportFormat.HTML, ReportLanguage.ENGLISH))
        .contains("<html lang=\"en\">", "Matching parts")
        .doesNotContain("겹치는 부분", "REPORT_");
  }

  @Test
  void both_languages_have_the_same_words() {
    assertThat(Phrases.in(ReportLanguage.ENGLISH).texts().keySet().stream().filter(name -> !name.endsWith(".one")))
        .containsExactlyInAnyOrderElementsOf(Phrases.in(ReportLanguage.KOREAN).texts().keySet());
  }

  @Test
  void the_language_is_the_first_that_is_accepted_and_known() {
    assertThat(ReportLanguage.accepted("fr;q=1, ko-KR;q=.9, en;q=.8")).isEqualTo(ReportLanguage.KOREAN);
    assertThat(ReportLanguage.accepted("en-GB")).isEqualTo(ReportLanguage.ENGLISH);
    assertThat(ReportLanguage.accepted("fr")).isEqualTo(ReportLanguage.ENGLISH);
    assertThat(ReportLanguage.accepted(";;q=x,")).isEqualTo(ReportLanguage.ENGLISH);
  }

  @Test
  void json_has_the_text_and_what_was_found() {
    assertThat(text(report, ReportFormat.JSON, ReportLanguage.ENGLISH))
        .contains("\"name\" : \"a<b.txt\"", "\"shared_words\" : 1.0", "\"by_kind\"");
  }

  @Test
  void the_seal_is_that_of_what_is_said_whatever_the_format_and_changes_with_it() {
    assertThat(report.seal()).matches("[0-9a-f]{64}").isEqualTo(report("I say: " + COPIED + " Is it so?",
        "Long ago, " + COPIED + " Nobody knew.").seal());
    for (ReportFormat format : List.of(ReportFormat.HTML, ReportFormat.JSON, ReportFormat.XML)) {
      assertThat(text(report, format, ReportLanguage.KOREAN)).as(format.name()).contains(report.seal());
    }
    assertThat(report("I say: " + COPIED + " Is it not so?", "Long ago, " + COPIED + " Nobody knew.").seal())
        .isNotEqualTo(report.seal());
  }

  @Test
  void an_anonymous_report_names_neither_the_text_nor_who_wrote_it() {
    PlagiarismReport anonymous = report.anonymous();
    assertThat(anonymous.name()).matches("#[0-9a-f]{8}");
    assertThat(anonymous.seal()).isNotEqualTo(report.seal());
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(text(anonymous, format, ReportLanguage.ENGLISH))
          .as(format.name())
          .doesNotContain("a<b.txt", "Kim", "\"old\"", "kim.doc");
    }
    assertThat(text(anonymous, ReportFormat.JSON, ReportLanguage.ENGLISH)).contains("\"3\"", "\"attachment\"");
    assertThat(text(report, ReportFormat.JSON, ReportLanguage.ENGLISH)).contains("\"author\" : \"Kim\"", "\"old\"");
  }

  @Test
  void the_similarity_of_the_cases_is_told_in_steps_of_a_tenth() {
    assertThat(Histogram.of(report.found().cases()))
        .extracting(Histogram.Bin::to, Histogram.Bin::cases, Histogram.Bin::characters)
        .containsExactly(
            tuple(.5, 0, 0), tuple(.6, 0, 0), tuple(.7, 0, 0), tuple(.8, 0, 0), tuple(.9, 0, 0),
            tuple(1.0, 1, length()));
  }

  @Test
  void the_page_has_a_certificate_in_either_language() {
    assertThat(text(report, ReportFormat.HTML, ReportLanguage.KOREAN)).contains("표절 검사 확인서 (제출용)");
    assertThat(text(report, ReportFormat.HTML, ReportLanguage.ENGLISH)).contains("Certificate of a plagiarism check");
  }

  @Test
  void a_report_on_paper_says_the_same_with_both_passages_and_the_certificate_in_fonts_that_it_holds()
      throws IOException {
    byte[] file = report.in(ReportFormat.PDF, ReportLanguage.ENGLISH, Optional.empty());
    assertThat(printed(file))
        .contains("Plagiarism report: a<b.txt", "papers", "Author Kim", "copied", "from its title", "characters")
        .contains("pages without text 2 (3, 4)", "kim.doc")
        .contains("Certificate of a plagiarism check", report.seal().substring(0, 40));
    try (PDDocument document = Loader.loadPDF(file)) {
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).as(name.getName()).isTrue();
        }
      }
    }
  }

  @Test
  void a_korean_report_on_paper_needs_a_korean_font_and_says_which() throws IOException {
    assertThatExceptionOfType(FontMissingException.class)
        .isThrownBy(() -> report.in(ReportFormat.PDF, ReportLanguage.KOREAN, Optional.empty()))
        .withMessage(
            "no Korean TrueType font was found: install one (Debian: fonts-nanum), or name one with --font");
    Path noFont = Files.writeString(Files.createTempFile("font", ".ttf"), "no font");
    try {
      assertThatExceptionOfType(Bounds.Violation.class)
          .isThrownBy(() -> PrintedPage.font(noFont))
          .withMessage("font must be a TrueType font (.ttf), got " + noFont);
    } finally {
      Files.delete(noFont);
    }
    assumeTrue(KoreanFont.installed().isPresent(), "no Korean font is installed");
    KoreanFont installed = KoreanFont.installed().orElseThrow();
    assertThat(PrintedPage.font(installed.file())).isEqualTo(installed);
    assertThat(text(report, ReportFormat.PDF, ReportLanguage.KOREAN))
        .contains("표절 검사 보고서", "그대로 베낌", "표절 검사 확인서 (제출용)");
  }

  @Test
  void the_name_of_a_file_tells_the_format() {
    assertThat(ReportFormat.ofName("a.b.HTML")).contains(ReportFormat.HTML);
    assertThat(ReportFormat.ofName("a.PDF")).contains(ReportFormat.PDF);
    assertThat(ReportFormat.ofName("a.docx")).isEmpty();
  }

  private static String text(PlagiarismReport report, ReportFormat format, ReportLanguage language) {
    byte[] content = report.in(format, language, KoreanFont.installed());
    return format == ReportFormat.PDF ? printed(content) : new String(content, StandardCharsets.UTF_8);
  }

  /// The words of a PDF file.
  private static String printed(byte[] file) {
    try {
      return Extractor.PDF.read(new ByteArrayInputStream(file)).text().replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int length() {
    return report.found().cases().getFirst().thisLength();
  }

  private static PlagiarismReport report(String text, String source) {
    PlagiarismAnswer answer = Plagiarism.check(text, "its title", source, new BagOfWordsEncoder());
    assertThat(answer.cases()).hasSize(1);
    return new PlagiarismReport(
        "a<b.txt",
        "Kim",
        "papers",
        "tiny",
        "2026-01-31T12:00:00Z",
        new ReportSettings(List.of("old"), true, false, false, List.of()),
        text,
        new Unchecked("", List.of(
                new UnreadJson("page", 2, List.of("3", "4")), new UnreadJson("attachment", 1, List.of("kim.doc")))),
        PlagiarismJson.of(answer, text));
  }
}
