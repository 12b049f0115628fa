package io.doppel.source.file;

import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.process.IsolatedReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what has an [Extractor]: the file is the document. A program that uses the library may have left Apache Tika
/// out, so that nothing else here may need it.
final class ExtractedFile implements Records {

  private final InputFile file;
  private final InputStream in;
  private boolean done;
  private String unseen = "";
  private List<Unread> unread = List.of();

  ExtractedFile(InputFile file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public String unseen() {
    return unseen;
  }

  @Override
  public List<Unread> unread() {
    return unread;
  }

  @Override
  public @Nullable SourceRecord next() throws IOException {
    if (done) {
      return null;
    }
    done = true;
    try {
      Extracted read = read();
      unseen = read.unseen();
      unread = read.unread();
      return file.document(
          0, file.id(), read.title().isEmpty() ? file.title() : read.title(), read.text(), read.fields(), read.text());
    } catch (ExtractionException e) {
      return file.rejected(0, String.valueOf(e.getMessage()), "");
    } catch (LinkageError e) {
      // NoClassDefFoundError, or one that came of it when a class was made ready.
      return file.rejected(
          0,
          "reading %s files needs Apache Tika and %s on the class path (%s)".formatted(file.format(), parser(), e),
          "");
    }
  }

  private String parser() {
    return file.format() == Format.MARKDOWN
        ? "its parser for them, commonmark-java,"
        : file.format() == Format.EML ? "its parser for them, Apache James Mime4j," : "its parser for them";
  }

  private Extracted read() throws IOException {
    return IsolatedReading.read(
        switch (file.format()) {
          case PDF -> Extractor.PDF;
          case DOCX -> Extractor.DOCX;
          case DOC -> Extractor.DOC;
          case ODT -> Extractor.ODT;
          case RTF -> Extractor.RTF;
          case HTML -> Extractor.HTML;
          case HWP -> Extractor.HWP;
          case HWPX -> Extractor.HWPX;
          case PPTX -> Extractor.PPTX;
          case XLSX -> Extractor.XLSX;
          case EPUB -> Extractor.EPUB;
          case MARKDOWN -> Extractor.MARKDOWN;
          case LATEX -> Extractor.LATEX;
          case EML -> Extractor.EML;
          case JSONL, CSV, TSV, LINES, TEXT -> throw new IllegalStateException(file.format() + " is read as text");
        },
        in);
  }
}
