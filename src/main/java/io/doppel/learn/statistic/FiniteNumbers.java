package io.doppel.learn.statistic;

/// Numbers that a measure can be made of.
public final class FiniteNumbers {

  private FiniteNumbers() {}

  /// @throws IllegalArgumentException if one of them is infinite or none at all
  public static void check(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("value %d is %s, not a finite number".formatted(i, values[i]));
      }
    }
  }
}
