package io.doppel.index.failure;

import java.io.IOException;

/// An index cannot be reached, or did not answer in time; it may soon. Of a write, nobody knows whether it was done:
/// all of it, a part or nothing may be there, and it is safe to write the same again.
public final class IndexUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  public IndexUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public IndexUnavailableException(String message) {
    super(message);
  }
}
