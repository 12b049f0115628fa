package io.doppel.bench.encoding;

import io.doppel.bench.Run;
import io.doppel.encoder.EncodingWork;
import io.doppel.vector.Quantiles;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How fast some texts were encoded, round after round, beside the machine's own peak.
///
/// @param texts how many texts were encoded in each round
/// @param work what one round takes
/// @param greatestDifference between a coordinate of a text encoded among the others and alone
/// @param rounds all of them, at least one
public record EncodingSpeed(int texts, EncodingWork work, double greatestDifference, List<Round> rounds) {

  /// The yardstick, and the texts right after it.
  ///
  /// @param product of two matrices, many times
  /// @param productOperations its floating-point operations
  public record Round(Run product, double productOperations, Run encoding) {}

  public EncodingSpeed {
    rounds = List.copyOf(rounds);
  }

  /// By the clock, as all of these unless they say otherwise; the median of the rounds.
  public double textsPerSecond() {
    return median(round -> texts / round.encoding().seconds());
  }

  public double tokensPerSecond() {
    return median(round -> work.tokens() / round.encoding().seconds());
  }

  /// Billions of floating-point operations a second in the model's matrix products.
  public double gigaflops() {
    return median(round -> work.operations() / round.encoding().seconds() / 1e9);
  }

  /// The same of the yardstick.
  public double peakGigaflops() {
    return median(round -> round.productOperations() / round.product().seconds() / 1e9);
  }

  /// The encoder's speed as a share of the yardstick's in the same round.
  public double shareOfPeak() {
    return median(round -> ratio(round, Run::seconds));
  }

  /// The same by processor time.
  public double shareOfPeakByProcessorTime() {
    return median(round -> ratio(round, Run::processorSeconds));
  }

  private double ratio(Round round, ToDoubleFunction<Run> time) {
    if (work.operations() == 0) {
      return 0; // A model without matrix products; it may take less time than the processor's clock can tell.
    }
    double encoding = work.operations() / time.applyAsDouble(round.encoding());
    double product = round.productOperations() / time.applyAsDouble(round.product());
    return encoding / product;
  }

  private double median(ToDoubleFunction<Round> of) {
    return Quantiles.of(rounds.stream().map(of::applyAsDouble).toList()).median();
  }
}
