package io.doppel.training;

/// Hears how training goes.
public interface TrainingListener {

  /// Before anything is computed.
  ///
  /// @param megabytes that training takes at most besides the model itself, as estimated
  void begins(Split split, long parameters, long megabytes);

  /// After a step.
  ///
  /// @param dev the last value on the dev examples
  /// @param secondsLeft as far as can be told
  void step(int step, int steps, double loss, double dev, double secondsLeft);
}
