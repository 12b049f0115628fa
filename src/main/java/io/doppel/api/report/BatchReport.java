package io.doppel.api.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.doppel.api.AssessmentJson;
import io.doppel.api.BatchJson;
import io.doppel.api.BatchJson.SharedJson;
import io.doppel.api.BatchJson.SimilarPairJson;
import io.doppel.api.Json;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The report of a collection that was checked against itself: a graph of the texts, the pairs, and what they have in
/// common.
///
/// @param name what the collection is called
/// @param model the name of the model
/// @param found what was found
public record BatchReport(String name, String model, BatchJson found) {

  private static final String TEMPLATE = "/report/similarity.html";

  private static final List<String> COLUMNS =
      List.of(
          "id1",
          "title1",
          "coverage1",
          "id2",
          "title2",
          "coverage2",
          "kind",
          "similarity",
          "left_out",
          "page1",
          "offset1",
          "length1",
          "page2",
          "offset2",
          "length2",
          "text1",
          "text2",
          "collection2",
          "ruling",
          "note");

  /// The report as the content of a file, in UTF-8.
  ///
  /// @param language of [ReportFormat#HTML]
  /// @throws Bounds.Violation for [ReportFormat#XML] and [ReportFormat#PDF], which are for single texts only
  public String in(ReportFormat format, ReportLanguage language) {
    return switch (format) {
      case HTML -> PageWithData.filled(TEMPLATE, this, language);
      case JSON -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      case CSV -> csv();
      case XML, PDF ->
          throw new Bounds.Violation("format", "format must be html, json or csv, got " + format.extension());
    };
  }

  /// One row a passage.
  private String csv() {
    StringWriter out = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
      csv.writeRecord(COLUMNS);
      for (SimilarPairJson pair : found.pairs()) {
        Stream.concat(pair.cases().stream(), pair.leftOut().stream()).forEach(one -> csv.writeRecord(row(pair, one)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toString();
  }

  private static List<String> row(SimilarPairJson pair, SharedJson one) {
    return List.of(
        Cells.text(pair.id1()),
        Cells.text(pair.title1()),
        Double.toString(pair.coverage1()),
        Cells.text(pair.id2()),
        Cells.text(pair.title2()),
        Double.toString(pair.coverage2()),
        one.kind(),
        Float.toString(one.similarity()),
        Optional.ofNullable(one.leftOut()).orElse(""),
        Cells.page(one.page1()),
        Integer.toString(one.offset1()),
        Integer.toString(one.length1()),
        Cells.page(one.page2()),
        Integer.toString(one.offset2()),
        Integer.toString(one.length2()),
        Cells.text(one.text1()),
        Cells.text(one.text2()),
        Optional.ofNullable(pair.collection2()).orElse(""),
        Optional.ofNullable(one.assessment()).map(AssessmentJson::ruling).orElse(""),
        Cells.text(Optional.ofNullable(one.assessment()).map(AssessmentJson::note).orElse("")));
  }
}
