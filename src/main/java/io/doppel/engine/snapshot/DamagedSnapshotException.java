package io.doppel.engine.snapshot;

import java.io.IOException;

/// A file of a snapshot is missing, or is not what was written. The message names it.
public final class DamagedSnapshotException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String message) {
    super(message);
  }

  DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
