package io.doppel.source;

import io.doppel.source.extraction.Extractor;
import java.util.Locale;
import java.util.Optional;

/// How the documents of a file are written. A file whose content is compressed with gzip has the format of its content.
public enum Format {
  /// One JSON object a line: `id` (or `_id`), `title`, `text`; all else is metadata. Files `.jsonl` and `.ndjson`.
  JSONL,
  /// Comma-separated values by RFC 4180 under a header line with a column `text`, and if wanted `id` and `title`; all
  /// else is metadata. Files `.csv`.
  CSV,
  /// As [#CSV] with tabs between the columns. Files `.tsv`.
  TSV,
  /// One document a line, without a title; never by extension.
  LINES,
  /// One document a file, its title the file's name without extensions. Files `.txt` and `.text`.
  TEXT,
  /// A document of its own, of which the text is read; see [Extractor]. Files `.pdf`.
  PDF,
  /// As [#PDF]. Files `.docx`.
  DOCX,
  /// As [#PDF]. Files `.odt`.
  ODT,
  /// As [#PDF]. Files `.rtf`.
  RTF,
  /// As [#PDF]; its title is the page's own. Files `.html`, `.htm` and `.xhtml`.
  HTML,
  /// As [#PDF], of Hangul 5.0 and later. Files `.hwp`.
  HWP,
  /// As [#PDF], the same as the standard OWPML has it. Files `.hwpx`.
  HWPX,
  /// As [#PDF], of Word 97 to 2003. Files `.doc`.
  DOC,
  /// As [#PDF], a page a slide. Files `.pptx`.
  PPTX,
  /// As [#PDF], a page a sheet. Files `.xlsx`.
  XLSX,
  /// As [#PDF]; its title is the book's own. Files `.epub`.
  EPUB,
  /// As [#PDF], without its marks. Files `.md` and `.markdown`.
  MARKDOWN,
  /// As [#PDF], without its commands. Files `.tex` and `.latex`.
  LATEX,
  /// As [#PDF]; its title is the subject. Files `.eml`.
  EML;

  /// The names of files that tell their format, to be shown to people.
  public static final String NAMES =
      ".jsonl, .ndjson, .csv, .tsv, .txt, .text, .md, .markdown, .tex, .latex, .pdf, .docx, .doc, .odt, .rtf, "
          + ".hwp, .hwpx,"
          + " .pptx, .xlsx, .epub, .eml, .html, .htm or .xhtml";

  /// The format that a file's name tells, by its extension before a final `.gz`; empty if it tells none.
  public static Optional<Format> ofName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case String whole when whole.length() == name.length() -> Optional.empty();
      case "jsonl", "ndjson" -> Optional.of(JSONL);
      case "csv" -> Optional.of(CSV);
      case "tsv" -> Optional.of(TSV);
      case "txt", "text" -> Optional.of(TEXT);
      case "pdf" -> Optional.of(PDF);
      case "docx" -> Optional.of(DOCX);
      case "odt" -> Optional.of(ODT);
      case "rtf" -> Optional.of(RTF);
      case "html", "htm", "xhtml" -> Optional.of(HTML);
      case "hwp" -> Optional.of(HWP);
      case "hwpx" -> Optional.of(HWPX);
      case "doc" -> Optional.of(DOC);
      case "pptx" -> Optional.of(PPTX);
      case "xlsx" -> Optional.of(XLSX);
      case "epub" -> Optional.of(EPUB);
      case "md", "markdown" -> Optional.of(MARKDOWN);
      case "tex", "latex" -> Optional.of(LATEX);
      case "eml" -> Optional.of(EML);
      default -> Optional.empty();
    };
  }

  /// Whether a file is one document, and not one a line or record.
  public boolean isOneDocument() {
    return switch (this) {
      case JSONL, CSV, TSV, LINES -> false;
      case TEXT, PDF, DOCX, ODT, RTF, HTML, HWP, HWPX, DOC, PPTX, XLSX, EPUB, MARKDOWN, LATEX, EML -> true;
    };
  }
}
