package io.doppel.index.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Another process, or another opening in this one, is writing to the index.
public final class IndexLockedException extends IOException {

  private static final long serialVersionUID = 1L;

  public IndexLockedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
