package io.doppel.source.file;

import io.doppel.source.Reading;
import org.jspecify.annotations.Nullable;

/// A file that holds no document, for one reason.
final class UnreadableFile implements Records {

  private @Nullable Reading rejection;

  UnreadableFile(InputFile file, String reason) {
    rejection = file.rejected(0, reason, "");
  }

  @Override
  public @Nullable Reading next() {
    Reading next = rejection;
    rejection = null;
    return next;
  }
}
