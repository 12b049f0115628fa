package io.doppel.source;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads [Format#LINES]: each line that is not blank is a document.
record PlainLines(InputFile file, Lines lines) implements Records {

  @Override
  public @Nullable Reading next() throws IOException {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.fault() != null) {
        return file.rejected(line.number(), line.fault(), line.text());
      }
      if (!line.text().isBlank()) {
        return file.document(line.number(), null, "", line.text(), Map.of(), line.text());
      }
    }
    return null;
  }
}
