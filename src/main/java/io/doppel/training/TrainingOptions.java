package io.doppel.training;

import io.doppel.training.learner.Method;

/// How to train.
///
/// @param loss one of [Losses#names], or empty for the standard one
/// @param rate the highest of the steps, above 0; 0 for the one that the method learns well with
/// @param queryOnly whether only what is made of questions changes, so that collections stay as they are
/// @param epochs how often each example is seen, above 0; a fraction sees a part of them
/// @param seed of all random numbers: the same seed learns the same, bit for bit
public record TrainingOptions(
    Method method, String loss, double rate, boolean queryOnly, double epochs, long seed) {

  public TrainingOptions {
    if (!(epochs > 0 && epochs <= 1000)) {
      throw new IllegalArgumentException("epochs must be above 0 and at most 1000, got " + epochs);
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be above 0 and at most 1, got " + rate);
    }
    rate = rate == 0 ? method.rate() : rate;
  }
}
