package io.doppel.api;

import org.jspecify.annotations.Nullable;

/// Numbers as JSON can write them.
public final class Numbers {

  private Numbers() {}

  /// The number, null where it is not defined.
  public static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
