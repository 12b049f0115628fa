package io.doppel.api.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.doppel.api.CaseJson;
import io.doppel.api.Json;
import io.doppel.api.PlagiarismJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// The report of a check: what was checked, and what was found. Offsets count code points.
///
/// @param name what the suspicious text is called, such as its file
/// @param text the suspicious text
/// @param found what was found
public record PlagiarismReport(String name, String text, PlagiarismJson found) {

  private static final String TEMPLATE = "/report/plagiarism.html";
  private static final String PLACE = "REPORT_AS_JSON";

  private static final List<String> COLUMNS =
      List.of(
          "source", "title", "kind", "similarity", "shared_words", "in_order", "longest_run", "left_out",
          "this_page", "this_offset", "this_length", "source_page", "source_offset", "source_length", "this_text", "source_text");

  /// The report as the content of a file, in UTF-8.
  public String in(ReportFormat format) {
    return switch (format) {
      case HTML -> html();
      case JSON -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      case XML -> xml();
      case CSV -> csv();
    };
  }

  private String html() {
    // Nothing in the JSON can end the script element, or begin a comment, that holds it.
    String json = Json.line(this).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    return template().replace(PLACE, json);
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(PlagiarismReport.class.getResourceAsStream(TEMPLATE), "the jar holds the template")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the template cannot be read", e);
    }
  }

  private String xml() {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("document");
      xml.writeAttribute("reference", printable(name));
      xml.writeCharacters("\n");
      for (CaseJson found : found.cases()) {
        xml.writeEmptyElement("feature");
        xml.writeAttribute("name", "detected-plagiarism");
        xml.writeAttribute("type", found.kind());
        xml.writeAttribute("this_offset", Integer.toString(found.thisOffset()));
        xml.writeAttribute("this_length", Integer.toString(found.thisLength()));
        xml.writeAttribute("source_reference", printable(found.source()));
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

  /// Without the control characters that XML 1.0 has no way to write.
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "\ufffd");
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
    return List.of(
        cell(source.id()),
        cell(source.title()),
        one.kind(),
        Float.toString(one.similarity()),
        Double.toString(one.evidence().sharedWords()),
        Double.toString(one.evidence().inOrder()),
        Integer.toString(one.evidence().longestRun()),
        Optional.ofNullable(one.leftOut()).orElse(""),
        page(one.thisPage()),
        Integer.toString(one.thisOffset()),
        Integer.toString(one.thisLength()),
        page(one.sourcePage()),
        Integer.toString(one.sourceOffset()),
        Integer.toString(one.sourceLength()),
        cell(cut(text, one.thisOffset(), one.thisLength())),
        cell(cut(source.text(), one.sourceOffset(), one.sourceLength())));
  }

  private static String page(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  /// A text that a spreadsheet would take for a formula gets a quote in front.
  private static String cell(String text) {
    return text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
  }

  private static String cut(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    return text.substring(start, text.offsetByCodePoints(start, length));
  }
}
