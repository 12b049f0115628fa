package io.doppel.classification;

import io.doppel.encoder.CosineScale;
import io.doppel.learn.head.Threshold;
import io.doppel.text.Bounds;
import java.util.Locale;
import java.util.OptionalDouble;

/// Makes a threshold of scores that should be accepted and of such that should not.
///
/// @param scale of the encoder, for where there is nothing else to go by
/// @param genuine scores of what should be accepted
/// @param impostors scores of what should be refused
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Cutoffs(CosineScale scale, double[] genuine, double[] impostors) {

  /// From fewer scores nothing is told.
  private static final int LEAST = 20;

  /// @param rate above 0, below 1: the false-accept rate
  /// @throws Bounds.Violation if it cannot be told from so few
  Cutoff stated(double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new Bounds.Violation("false_accept", "false_accept must be above 0 and below 1, got " + rate);
    }
    OptionalDouble threshold = Threshold.accepting(rate, impostors);
    if (threshold.isEmpty()) {
      throw new Bounds.Violation(
          "false_accept",
          String.format(
              Locale.ROOT,
              "a false-accept rate of %s can be told from %,d comparisons with other labels, the examples give %,d; "
                  + "enrol more, or state a higher rate",
              rate, Threshold.needed(rate), impostors.length));
    }
    return at(threshold.getAsDouble(), Cutoff.Basis.STATED);
  }

  /// The threshold that keeps so much of what should be accepted.
  Cutoff keeping(double share) {
    return genuine.length < LEAST
        ? byModel()
        : at(Threshold.refusing(1 - share, genuine), Cutoff.Basis.KEPT);
  }

  /// As [#stated], but by the model where that cannot be told.
  Cutoff standard(double rate) {
    OptionalDouble threshold = Threshold.accepting(rate, impostors);
    return threshold.isEmpty() ? byModel() : at(threshold.getAsDouble(), Cutoff.Basis.STATED);
  }

  private Cutoff byModel() {
    return at((scale.unrelated() + scale.reworded()) / 2, Cutoff.Basis.MODEL);
  }

  private Cutoff at(double threshold, Cutoff.Basis basis) {
    return new Cutoff(
        threshold, basis, Threshold.accepted(threshold, impostors), Threshold.accepted(threshold, genuine));
  }
}
