package io.doppel.bench;

import java.util.List;
import java.util.stream.Stream;

/// The sizes at which is measured how something grows.
public final class Sizes {

  public static final int SMALLEST = 1_000;

  private Sizes() {}

  /// Powers of ten from a thousand on, then `largest`.
  public static List<Integer> upTo(int largest) {
    return Stream.concat(
            Stream.iterate(SMALLEST, size -> size < largest, size -> 10 * size), Stream.of(largest))
        .toList();
  }
}
