package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.content.Unread;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents of one open file, in their order.
sealed interface Records permits LineRecords, Delimited, WholeFile, ExtractedFile, UnreadableFile {

  /// The next document or rejection, null at the end.
  @Nullable SourceRecord next() throws IOException;

  /// What the file holds and nobody sees who opens it, as far as it was read; empty if there is none.
  default String unseen() {
    return "";
  }

  /// What the file holds and was not read, as far as it was read.
  default List<Unread> unread() {
    return List.of();
  }
}
