package io.doppel.api.learning;

import io.doppel.engine.learning.Candidate;
import io.doppel.training.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A trained model as programs see it. `state` is `waiting`, `adopted` or `discarded`; `better` says whether it ought
/// to be adopted, and `reason` why not, null if it is better. `low` to `high` is the interval of 95 % of the difference
/// on held-out examples.
public record TrainedJson(
    String model,
    String base,
    String state,
    boolean better,
    @Nullable String reason,
    MeasureJson task,
    double low,
    double high,
    MeasureJson guard,
    int steps,
    double textsPerSecond,
    List<Double> curve) {

  /// A value of the model before and after.
  public record MeasureJson(double before, double after) {}

  public static TrainedJson of(Candidate candidate) {
    Outcome outcome = candidate.outcome();
    return new TrainedJson(
        candidate.name(),
        candidate.base(),
        candidate.state().name().toLowerCase(Locale.ROOT),
        outcome.isBetter(),
        outcome.isBetter() ? null : outcome.reason(),
        new MeasureJson(outcome.before(), outcome.after()),
        outcome.difference().low(),
        outcome.difference().high(),
        new MeasureJson(outcome.guardBefore(), outcome.guardAfter()),
        outcome.steps(),
        outcome.textsPerSecond(),
        outcome.curve());
  }
}
