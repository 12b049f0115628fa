package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import io.doppel.text.CodePoints;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads files in which each line that is not blank is a document.
///
/// @param parser makes a document of a line, or rejects it
record LineRecords(InputFile file, Lines lines, Function<Lines.Line, SourceRecord> parser) implements Records {

  @Override
  public @Nullable SourceRecord next() throws IOException {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.fault() != null) {
        return file.rejected(line.number(), line.fault(), line.text());
      }
      if (!CodePoints.isBlank(line.text())) {
        return parser.apply(line);
      }
    }
    return null;
  }
}
