package io.doppel.index.failure;

import java.io.IOException;

/// The files of an index are not what was written, or are of a version that this program does not know.
public final class DamagedIndexException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String collection;

  /// @param collection its name
  public DamagedIndexException(String collection, Throwable cause) {
    super(
        "collection \"%s\" cannot be read, its index is damaged or of an unknown version: %s"
            .formatted(collection, cause.getMessage()),
        cause);
    this.collection = collection;
  }

  /// The name of the index.
  public String collection() {
    return collection;
  }
}
