package io.doppel.bench.training;

import io.doppel.bench.Run;
import io.doppel.vector.Quantiles;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// How fast an encoder learned.
///
/// @param parameters numbers that are trained
/// @param texts of a step
/// @param tokensEach of a text on average
/// @param steps of a round
/// @param statedBytes what training was said to hold at most besides the model, before it began
/// @param takenBytes by how much the process grew at its peak, weights of the model included, where the system tells
/// @param gradientError by how much the slope of the loss along its gradient differs from the gradient's length,
///     relatively: 0 for a right gradient, but for what float32 rounds
/// @param losses before the first step and after the last one
/// @param rounds training and mere embedding of the same texts, in turns
public record TrainingSpeed(
    long parameters,
    int texts,
    double tokensEach,
    int steps,
    long statedBytes,
    OptionalLong takenBytes,
    double gradientError,
    List<Double> losses,
    List<Round> rounds) {

  /// Each for the same texts.
  public record Round(Run training, Run embedding) {}

  public TrainingSpeed {
    losses = List.copyOf(losses);
    rounds = List.copyOf(rounds);
  }

  /// Texts learned from in a second by the clock, forward and backward.
  public double textsPerSecond() {
    return median(round -> texts * steps / round.training().seconds());
  }

  /// The same if every core had nothing else to do.
  public double textsPerSecondByProcessorTime() {
    return median(round -> texts * steps / round.training().processorSeconds());
  }

  /// Texts embedded in a second by the clock.
  public double embeddedPerSecond() {
    return median(round -> texts * steps / round.embedding().seconds());
  }

  /// How many times as long as embedding a text it takes to learn from it, by the clock.
  public double ratio() {
    return median(round -> round.training().seconds() / round.embedding().seconds());
  }

  /// The same by processor time.
  public double ratioByProcessorTime() {
    return median(round -> round.training().processorSeconds() / round.embedding().processorSeconds());
  }

  private double median(ToDoubleFunction<Round> of) {
    return Quantiles.of(rounds.stream().map(of::applyAsDouble).toList()).median();
  }
}
