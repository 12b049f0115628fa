package io.doppel.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The documents of one open file, in their order.
sealed interface Records permits JsonLines, Delimited, PlainLines, WholeFile, ExtractedFile {

  /// The next document or rejection, null at the end.
  @Nullable Reading next() throws IOException;
}
