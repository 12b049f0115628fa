package io.doppel.api.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.doppel.api.AssessmentJson;
import io.doppel.api.CaseJson.CitationJson;
import io.doppel.api.CaseJson;
import io.doppel.api.Json;
import io.doppel.api.PlagiarismJson;
import io.doppel.api.report.print.FontMissingException;
import io.doppel.api.report.print.KoreanFont;
import io.doppel.api.report.print.PrintedPage;
import io.doppel.encoder.model.Sha256;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// The report of a check: what was checked, and what was found. Offsets count code points.
///
/// @param name what the suspicious text is called, such as its file
/// @param author who wrote it, may be empty
/// @param collection what it was held against, null where that was a single text
/// @param model the name of the model
/// @param checkedAt when, by ISO 8601
/// @param settings how
/// @param text the suspicious text
/// @param unchecked what its file holds and was not checked
/// @param found what was found
public record PlagiarismReport(
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String author,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String collection,
    String model,
    String checkedAt,
    ReportSettings settings,
    String text,
    @JsonUnwrapped Unchecked unchecked,
    PlagiarismJson found) {

  private static final String TEMPLATE = "/report/plagiarism.html";

  /// Digits of the hash that stands for the name of a text.
  private static final int ANONYMOUS = 8;

  private static final List<String> COLUMNS =
      List.of(
          "source",
          "title",
          "kind",
          "similarity",
          "shared_words",
          "in_order",
          "longest_run",
          "left_out",
          "this_page",
          "this_offset",
          "this_length",
          "source_page",
          "source_offset",
          "source_length",
          "this_text",
          "source_text",
          "name",
          "collection",
          "model",
          "checked_at",
          "ruling",
          "note",
          "assessed_by",
          "assessed_at",
          "citation",
          "citation_text",
          "reference",
          "work");

  /// With what follows from it.
  ///
  /// @param textSha256 of the suspicious text in UTF-8
  /// @param seal see [PlagiarismReport#seal()]
  private record Sealed(
      @JsonUnwrapped PlagiarismReport report, List<Histogram.Bin> histogram, String textSha256, String seal) {}

  /// The same without the names of the text and its author, and without what else that author wrote.
  public PlagiarismReport anonymous() {
    return new PlagiarismReport(
        "#" + textSha256().substring(0, ANONYMOUS),
        "",
        collection,
        model,
        checkedAt,
        settings.anonymous(),
        text,
        unchecked.anonymous(),
        found.withoutOwnSources(text));
  }

  /// SHA-256 of what the report says, whatever its format and language, in lower-case hexadecimal. It is shown in the
  /// report, and changes with each letter and number of it.
  public String seal() {
    return Sha256.of(Json.line(this));
  }

  String textSha256() {
    return Sha256.of(text);
  }

  private Sealed sealed() {
    return new Sealed(this, Histogram.of(found.cases()), textSha256(), seal());
  }

  /// The report as the content of a file; what is text is in UTF-8.
  ///
  /// @param language of [ReportFormat#HTML] and [ReportFormat#PDF]; the other formats are for programs and know none
  /// @param font for Korean letters of [ReportFormat#PDF], where there is one
  /// @throws FontMissingException if a PDF file needs one that is not there
  public byte[] in(ReportFormat format, ReportLanguage language, Optional<KoreanFont> font) {
    return switch (format) {
      case HTML -> PageWithData.filled(TEMPLATE, sealed(), language).getBytes(UTF_8);
      case PDF -> PrintedPage.pdf(new PrintedPlagiarism(this, language).page(), font);
      case JSON -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sealed());
      case XML -> xml().getBytes(UTF_8);
      case CSV -> csv().getBytes(UTF_8);
    };
  }

  private String xml() {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("document");
      xml.writeAttribute("reference", Xml.printable(name));
      if (collection != null) {
        xml.writeAttribute("collection", collection);
      }
      xml.writeAttribute("model", Xml.printable(model));
      xml.writeAttribute("checked_at", checkedAt);
      xml.writeAttribute("seal", seal());
      xml.writeCharacters("\n");
      for (CaseJson found : found.cases()) {
        xml.writeEmptyElement("feature");
        xml.writeAttribute("name", "detected-plagiarism");
        xml.writeAttribute("type", found.kind());
        xml.writeAttribute("this_offset", Integer.toString(found.thisOffset()));
        xml.writeAttribute("this_length", Integer.toString(found.thisLength()));
        xml.writeAttribute("source_reference", Xml.printable(found.source()));
        xml.writeAttribute("source_offset", Integer.toString(found.sourceOffset()));
        xml.writeAttribute("source_length", Integer.toString(found.sourceLength()));
        xml.writeCharacters("\n");
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can be written to memory", e);
    }
    return out.toString();
  }

  private String csv() {
    StringWriter out = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
      csv.writeRecord(COLUMNS);
      Stream.concat(found.cases().stream(), found.leftOut().stream()).forEach(one -> csv.writeRecord(row(one)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toString();
  }

  private List<String> row(CaseJson one) {
    PlagiarismJson.SourceJson source =
        found.sources().stream().filter(each -> each.id().equals(one.source())).findFirst().orElseThrow();
    Optional<AssessmentJson> said = Optional.ofNullable(one.assessment());
    Optional<CitationJson> cited = Optional.ofNullable(one.citation());
    return List.of(
        Cells.text(source.id()),
        Cells.text(source.title()),
        one.kind(),
        Float.toString(one.similarity()),
        Double.toString(one.evidence().sharedWords()),
        Double.toString(one.evidence().inOrder()),
        Integer.toString(one.evidence().longestRun()),
        Optional.ofNullable(one.leftOut()).orElse(""),
        Cells.page(one.thisPage()),
        Integer.toString(one.thisOffset()),
        Integer.toString(one.thisLength()),
        Cells.page(one.sourcePage()),
        Integer.toString(one.sourceOffset()),
        Integer.toString(one.sourceLength()),
        Cells.text(cut(text, one.thisOffset(), one.thisLength())),
        Cells.text(cut(source.text(), one.sourceOffset(), one.sourceLength())),
        Cells.text(name),
        collection == null ? "" : collection,
        Cells.text(model),
        checkedAt,
        said.map(AssessmentJson::ruling).orElse(""),
        Cells.text(said.map(AssessmentJson::note).orElse("")),
        Cells.text(said.map(AssessmentJson::by).orElse("")),
        said.map(AssessmentJson::at).orElse(""),
        cited.map(CitationJson::kind).orElse(""),
        Cells.text(cited.map(CitationJson::text).orElse("")),
        Cells.text(cited.map(CitationJson::reference).orElse("")),
        cited.map(CitationJson::work).orElse(""));
  }

  static String cut(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    return text.substring(start, text.offsetByCodePoints(start, length));
  }
}
