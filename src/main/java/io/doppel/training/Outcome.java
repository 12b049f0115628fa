package io.doppel.training;

import io.doppel.learn.statistic.Bootstrap;
import java.util.List;
import java.util.Locale;

/// What training came to.
///
/// @param before the measure of the held-out examples before it, and `after`
/// @param difference the interval of 95 % of the difference
/// @param guardBefore rank correlation on pairs of general similarity before it, and `guardAfter`
/// @param share how far it goes from the untouched model, 0, to the one with the best dev value, 1: less where all of
///     it would cost too much of general similarity
/// @param steps that were made
/// @param textsPerSecond that training took in, forward and backward
/// @param curve values on the dev examples, the untouched model first
public record Outcome(
    double before,
    double after,
    Bootstrap difference,
    double guardBefore,
    double guardAfter,
    double share,
    int steps,
    double textsPerSecond,
    List<Double> curve) {

  static final double MOST_LOST = 0.005;

  public Outcome {
    curve = List.copyOf(curve);
  }

  /// Whether held-out examples are surely better, and general similarity hardly worse.
  public boolean isBetter() {
    return difference.low() > 0 && guardBefore - guardAfter <= MOST_LOST;
  }

  /// Why it is not adopted, in a sentence; or that it is better.
  public String reason() {
    if (!(difference.low() > 0)) {
      return String.format(
          Locale.ROOT,
          "on held-out examples it is not surely better: the difference is %+.4f, and 95 %% of the draws "
              + "are from %+.4f to %+.4f",
          after - before,
          difference.low(),
          difference.high());
    }
    return guardBefore - guardAfter > MOST_LOST
        ? String.format(
            Locale.ROOT,
            "general similarity falls by %.4f, more than %.3f",
            guardBefore - guardAfter,
            MOST_LOST)
        : "it is better";
  }
}
