package io.doppel.index.failure;

import org.jspecify.annotations.Nullable;

/// An index was closed while it was asked, as where its collection was deleted meanwhile.
public final class IndexClosedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public IndexClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
