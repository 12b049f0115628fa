package io.doppel.source.extraction.limit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A document that cannot be read. The message says why, without the document's name.
public final class ExtractionException extends IOException {

  private static final long serialVersionUID = 1;

  public ExtractionException(String reason) {
    this(reason, null);
  }

  public ExtractionException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
