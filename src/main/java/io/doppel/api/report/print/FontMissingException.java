package io.doppel.api.report.print;

/// There is no font for the letters of a page, or the one that was named has none. The message says what to do.
public final class FontMissingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FontMissingException(String message) {
    super(message);
  }
}
