package io.doppel.training;

import io.doppel.training.learner.Method;

/// How to train.
///
/// @param loss one of [Losses#names], or empty for the standard one
/// @param rate the highest of the steps, above 0; 0 for the one that the method learns well with
/// @param anchor how strongly sentences of general language are held where the untouched model puts them, 0, not at
///     all, to 1000
/// @param queryOnly whether only what is made of questions changes, so that collections stay as they are
/// @param epochs how often each example is seen, above 0; a fraction sees a part of them
/// @param seed of all random numbers: the same seed learns the same, bit for bit
public record TrainingOptions(
    Method method, String loss, double rate, double anchor, boolean queryOnly, double epochs, long seed) {

  public TrainingOptions {
    if (!(epochs > 0 && epochs <= 1000)) {
      throw new IllegalArgumentException("epochs must be above 0 and at most 1000, got " + epochs);
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be above 0 and at most 1, got " + rate);
    }
    if (!(anchor >= 0 && anchor <= 1000)) {
      throw new IllegalArgumentException("anchor must be 0 to 1000, got " + anchor);
    }
    rate = rate == 0 ? method.rate() : rate;
  }

  /// Nothing is held.
  public TrainingOptions(Method method, String loss, double rate, boolean queryOnly, double epochs, long seed) {
    this(method, loss, rate, 0, queryOnly, epochs, seed);
  }
}
