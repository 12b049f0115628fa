package io.doppel.index.cluster.rest;

import java.io.IOException;

/// A cluster answered a request with an error that trying again does not mend.
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  RefusedException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /// Whether there is no such thing.
  public boolean isMissing() {
    return status == 404;
  }

  /// Whether there is such a thing already.
  public boolean isThere() {
    return type.equals("resource_already_exists_exception");
  }

  /// Whether the request has more bytes than the cluster takes.
  public boolean isTooLarge() {
    return status == 413;
  }

  /// Whether something else has changed it meanwhile.
  public boolean isConflict() {
    return status == 409;
  }

  /// Whether somebody has closed the index to writing.
  public boolean isBlocked() {
    return type.equals("cluster_block_exception");
  }

  /// Whether a point in time is gone, with a node that has left perhaps.
  public boolean isLostView() {
    return type.startsWith("search_context_missing_") || type.equals("resource_not_found_exception");
  }
}
