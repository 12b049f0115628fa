package io.doppel.training;

import io.doppel.learn.loss.TripletShares;
import io.doppel.training.example.Split;

/// Hears how training goes.
public interface TrainingListener {

  /// Before anything is computed.
  ///
  /// @param megabytes that training takes at most besides the model itself, as estimated
  void begins(Split split, long parameters, long megabytes);

  /// A run that was killed is gone on with.
  ///
  /// @param step the last one that was done
  void resumes(int step);

  /// After a step.
  ///
  /// @param dev the last value on the dev examples
  /// @param secondsLeft as far as can be told
  void step(int step, int steps, double loss, double dev, double secondsLeft);

  /// The loss is no number any more, and training ends with the best so far.
  default void diverges(int step) {}

  /// After all examples were seen once more, or at the end; where there are triplets.
  ///
  /// @param epoch 1 the first
  void epoch(int epoch, TripletShares shares);
}
