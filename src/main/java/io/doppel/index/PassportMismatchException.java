package io.doppel.index;

/// An index was opened with another model, pooling or splitter than it was made with.
public final class PassportMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PassportMismatchException(String message) {
    super(message);
  }
}
