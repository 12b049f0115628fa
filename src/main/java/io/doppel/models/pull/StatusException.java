package io.doppel.models.pull;

import java.io.IOException;
import java.net.URI;

/// A server answered, but not with the file.
final class StatusException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  StatusException(URI uri, int status) {
    super("%s answered with status %d".formatted(uri, status));
    this.status = status;
  }

  int status() {
    return status;
  }
}
