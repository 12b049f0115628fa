package io.doppel.encoder.batch;

import java.util.Locale;

/// More callers want embeddings than may wait for them. Trying again a little later may help.
public final class EncoderBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param waiting how many wait already
  public EncoderBusyException(int waiting) {
    super(
        String.format(
            Locale.ROOT,
            "the encoder is busy: %,d requests are waiting, and no more may wait; try again in a second",
            waiting));
  }
}
