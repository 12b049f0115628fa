package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// A file that holds no document, for one reason.
final class UnreadableFile implements Records {

  private @Nullable SourceRecord rejection;

  UnreadableFile(InputFile file, String reason) {
    rejection = file.rejected(0, reason, "");
  }

  @Override
  public @Nullable SourceRecord next() {
    SourceRecord next = rejection;
    rejection = null;
    return next;
  }
}
