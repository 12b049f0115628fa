package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.Extracted;
import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what has an [Extractor]: the file is the document.
final class ExtractedFile implements Records {

  private final InputFile file;
  private final InputStream in;
  private final Extractor extractor;
  private boolean done;
  private String unseen = "";

  ExtractedFile(InputFile file, InputStream in, Extractor extractor) {
    this.file = file;
    this.in = in;
    this.extractor = extractor;
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
      Extracted read = extractor.read(in);
      unseen = read.unseen();
      return file.document(
          0, file.id(), read.title().isEmpty() ? file.title() : read.title(), read.text(), Map.of(), read.text());
    } catch (ExtractionException e) {
      return file.rejected(0, String.valueOf(e.getMessage()), "");
    }
  }
}
