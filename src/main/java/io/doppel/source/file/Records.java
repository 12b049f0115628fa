package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The documents of one open file, in their order.
sealed interface Records permits LineRecords, Delimited, WholeFile, ExtractedFile, UnreadableFile {

  /// The next document or rejection, null at the end.
  @Nullable SourceRecord next() throws IOException;

  /// What the file holds and nobody sees who opens it, as far as it was read; empty if there is none.
  default String unseen() {
    return "";
  }
}
