package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.doppel.api.PlagiarismJson;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.PlagiarismAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlagiarismReportTest {

  private static final String COPIED =
      "=1+1 is </script><script>alert(1)</script> 😀 & what a plain \"loaf\" needs, said the old baker of our town.";

  private final PlagiarismReport report =
      report("I say: " + COPIED + " Is it so?", "Long ago, " + COPIED + " Nobody knew.");

  @Test
  void the_page_is_whole_and_no_text_becomes_markup() {
    String page = report.in(ReportFormat.HTML, ReportLanguage.ENGLISH);
    assertThat(page)
        .startsWith("<!doctype html>")
        .doesNotContain("alert(1)</script>", "src=", "href=", "url(", "@import");
    assertThat(page).contains("\\u003c/script>\\u003cscript>alert(1)\\u003c/script>", "default-src 'none'");
    assertThat(page.split("<script", -1)).hasSize(3);
  }

  @Test
  void pan_xml_counts_code_points() {
    assertThat(report.in(ReportFormat.XML, ReportLanguage.ENGLISH))
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
    String[] lines = report.in(ReportFormat.CSV, ReportLanguage.ENGLISH).split("\r\n", -1);
    assertThat(lines[0])
        .startsWith(
            "source,title,kind,similarity,shared_words,in_order,longest_run,left_out,this_page,this_offset,"
                + "this_length,source_page,source_offset");
    assertThat(lines[1]).startsWith(",its title,verbatim,").contains("what a plain \"\"loaf\"\" needs");
    assertThat(report("x " + COPIED, COPIED).in(ReportFormat.CSV, ReportLanguage.ENGLISH))
        .doesNotContain(",\"=1")
        .doesNotContain(",=1");
  }

  @Test
  void every_format_tells_the_texts_name_the_collection_the_model_and_the_time() {
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(report.in(format, ReportLanguage.ENGLISH))
          .as(format.name())
          .contains("papers", "tiny", "2026-01-31T12:00:00Z");
    }
  }

  @Test
  void the_page_is_in_the_language_asked_for() {
    assertThat(report.in(ReportFormat.HTML, ReportLanguage.KOREAN))
        .contains("<html lang=\"ko\">", "겹치는 부분")
        .doesNotContain("Matching parts", "REPORT_");
    assertThat(report.in(ReportFormat.HTML, ReportLanguage.ENGLISH))
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
    assertThat(report.in(ReportFormat.JSON, ReportLanguage.ENGLISH))
        .contains("\"name\" : \"a<b.txt\"", "\"shared_words\" : 1.0", "\"by_kind\"");
  }

  @Test
  void the_seal_is_that_of_what_is_said_whatever_the_format_and_changes_with_it() {
    assertThat(report.seal()).matches("[0-9a-f]{64}").isEqualTo(report("I say: " + COPIED + " Is it so?",
        "Long ago, " + COPIED + " Nobody knew.").seal());
    for (ReportFormat format : List.of(ReportFormat.HTML, ReportFormat.JSON, ReportFormat.XML)) {
      assertThat(report.in(format, ReportLanguage.KOREAN)).as(format.name()).contains(report.seal());
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
      assertThat(anonymous.in(format, ReportLanguage.ENGLISH))
          .as(format.name())
          .doesNotContain("a<b.txt", "Kim", "\"old\"");
    }
    assertThat(report.in(ReportFormat.JSON, ReportLanguage.ENGLISH)).contains("\"author\" : \"Kim\"", "\"old\"");
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
    assertThat(report.in(ReportFormat.HTML, ReportLanguage.KOREAN)).contains("표절 검사 확인서 (제출용)");
    assertThat(report.in(ReportFormat.HTML, ReportLanguage.ENGLISH)).contains("Certificate of a plagiarism check");
  }

  @Test
  void the_name_of_a_file_tells_the_format() {
    assertThat(ReportFormat.ofName("a.b.HTML")).contains(ReportFormat.HTML);
    assertThat(ReportFormat.ofName("a.pdf")).isEmpty();
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
        "",
        PlagiarismJson.of(answer, text));
  }
}
