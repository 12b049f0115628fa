package io.doppel.engine;

/// A collection is being written to by someone else in this process.
public final class CollectionBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CollectionBusyException(CollectionName name) {
    super("collection \"%s\" is being indexed; try again when it is ready".formatted(name));
  }
}
