package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads what has an [Extractor]: the file is the document. A program that uses the library may have left Apache Tika
/// out, so that nothing else here may need it.
final class ExtractedFile implements Records {

  private final InputFile file;
  private final InputStream in;
  private boolean done;
  private String unseen = "";

  ExtractedFile(InputFile file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public String unseen() {
    return unseen;
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
      return file.document(
          0, file.id(), read.title().isEmpty() ? file.title() : read.title(), read.text(), read.fields(), read.text());
    } catch (ExtractionException e) {
      return file.rejected(0, String.valueOf(e.getMessage()), "");
    } catch (LinkageError e) {
      // NoClassDefFoundError, or one that came of it when a class was made ready.
      return file.rejected(
          0,
          "reading %s files needs Apache Tika and its parser for them on the class path (%s)"
              .formatted(file.format(), e),
          "");
    }
  }

  private Extracted read() throws IOException {
    return switch (file.format()) {
      case PDF -> Extractor.PDF.read(in);
      case DOCX -> Extractor.DOCX.read(in);
      case ODT -> Extractor.ODT.read(in);
      case RTF -> Extractor.RTF.read(in);
      case HTML -> Extractor.HTML.read(in);
      case HWP -> Extractor.HWP.read(in);
      case HWPX -> Extractor.HWPX.read(in);
      case DOC -> Extractor.DOC.read(in);
      case PPTX -> Extractor.PPTX.read(in);
      case XLSX -> Extractor.XLSX.read(in);
      case EPUB -> Extractor.EPUB.read(in);
      case MARKDOWN -> Extractor.MARKDOWN.read(in);
      case LATEX -> Extractor.LATEX.read(in);
      case EML -> Extractor.EML.read(in);
      case JSONL, CSV, TSV, LINES, TEXT -> throw new IllegalStateException(file.format() + " is read as text");
    };
  }
}
