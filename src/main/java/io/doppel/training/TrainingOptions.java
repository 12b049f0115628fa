package io.doppel.training;

/// How to train.
///
/// @param loss one of [Losses#names], or empty
/// @param epochs how often each example is seen, above 0; a fraction sees a part of them
/// @param seed of all random numbers: the same seed learns the same, bit for bit
public record TrainingOptions(Method method, String loss, double epochs, long seed) {

  public TrainingOptions {
    if (!(epochs > 0 && epochs <= 1000)) {
      throw new IllegalArgumentException("epochs must be above 0 and at most 1000, got " + epochs);
    }
  }
}
