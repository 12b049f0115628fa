package io.doppel.engine;

/// A collection was asked for that is not there.
public final class NoSuchCollectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchCollectionException(CollectionName name) {
    super("there is no collection \"%s\"; make it with: doppel index -c %s FILE…".formatted(name, name));
  }
}
