package io.doppel.classification;

/// A classifier was asked for in which nothing is enrolled.
public final class NoExamplesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param name of the classifier
  public NoExamplesException(String name) {
    super("there is no classifier \"%1$s\"; make it with: doppel classify -l %1$s --examples FILE".formatted(name));
  }
}
