package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.api.BatchJson;
import io.doppel.api.BatchJson.SharedJson;
import io.doppel.api.BatchJson.SimilarPairJson;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.text.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReportTest {

  private static final SharedJson PASSAGE =
      new SharedJson(
          "verbatim", 1, new Evidence(1, 1, 9), 0, 9, 2, "=1+1 </script>", 4, 9, null, "=1+1 <b>", null, null);

  private final BatchReport report =
      new BatchReport(
          "papers",
          "tiny",
          new BatchJson(
              3,
              3,
              1,
              List.of("last-year"),
              List.of(),
              List.of(),
              List.of(
                  new SimilarPairJson(
                      "a", "A", .5, .5, 0, "b", "", .25, .25, 0, "last-year", List.of(PASSAGE), List.of())),
              List.of(List.of("a", "b")),
              false,
              "2026-01-31T12:00:00Z"));

  @Test
  void the_page_is_whole_and_no_text_becomes_markup() {
    String page = report.in(ReportFormat.HTML, ReportLanguage.ENGLISH);
    assertThat(page).startsWith("<!doctype html>").doesNotContain("src=", "href=", "url(", "@import", "<b>");
    assertThat(page).contains("=1+1 \\u003c/script>", "default-src 'none'");
    assertThat(page.split("<script", -1)).hasSize(3);
  }

  @Test
  void a_passage_is_a_row_of_csv_and_no_formula() {
    String[] lines = report.in(ReportFormat.CSV, ReportLanguage.ENGLISH).split("\r\n", -1);
    assertThat(lines[0])
        .isEqualTo(
            "id1,title1,coverage1,id2,title2,coverage2,kind,similarity,left_out,page1,offset1,length1,"
                + "page2,offset2,length2,text1,text2,collection2,ruling,note");
    assertThat(lines[1]).isEqualTo("a,A,0.5,b,,0.25,verbatim,1.0,,2,0,9,,4,9,'=1+1 </script>,'=1+1 <b>,last-year,,");
  }

  @Test
  void json_has_the_clusters_and_pan_xml_is_for_single_texts() {
    assertThat(report.in(ReportFormat.JSON, ReportLanguage.ENGLISH)).contains("\"clusters\"", "\"coverage1\" : 0.5");
    assertThatExceptionOfType(Bounds.Violation.class)
        .isThrownBy(() -> report.in(ReportFormat.XML, ReportLanguage.ENGLISH))
        .withMessage("format must be html, json or csv, got xml");
  }
}
