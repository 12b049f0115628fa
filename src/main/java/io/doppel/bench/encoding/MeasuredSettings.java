package io.doppel.bench.encoding;

import io.doppel.bench.Latency;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.vector.Quantiles;
import java.util.List;

/// What one way to encode came to.
///
/// @param model the model's name
/// @param textsPerSecond of each round, by the clock, at least one
/// @param latency of single texts
/// @param fidelity to the model in its standard settings
public record MeasuredSettings(
    String model, EncoderSettings settings, List<Double> textsPerSecond, Latency latency, Fidelity fidelity) {

  /// The median of the rounds.
  public double speed() {
    return Quantiles.of(textsPerSecond).median();
  }
}
