package io.doppel.index;

import java.io.IOException;

/// The files of an index are not what was written, or are of a version that this program does not know.
public final class DamagedIndexException extends IOException {

  private static final long serialVersionUID = 1L;

  public DamagedIndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
