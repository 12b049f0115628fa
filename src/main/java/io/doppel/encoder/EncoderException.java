package io.doppel.encoder;

/// The model failed on a text it should have read.
public final class EncoderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EncoderException(String message, Throwable cause) {
    super(message, cause);
  }
}
