package io.doppel.engine;

/// A collection is being changed by someone else in this process, for longer than one waits.
public final class CollectionBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CollectionBusyException(CollectionName name) {
    super(
        "collection \"%s\" is being changed by others, and no more may wait for that; try again later"
            .formatted(name));
  }
}
