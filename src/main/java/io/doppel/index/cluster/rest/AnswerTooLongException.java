package io.doppel.index.cluster.rest;

import java.io.IOException;

/// An answer of a cluster is longer than this program reads at once. Whoever asks for less gets it.
public final class AnswerTooLongException extends IOException {

  private static final long serialVersionUID = 1L;

  AnswerTooLongException(ClusterAddress address, Throwable cause) {
    super("an answer of the cluster at %s is too long: %s".formatted(address, cause.getMessage()), cause);
  }
}
