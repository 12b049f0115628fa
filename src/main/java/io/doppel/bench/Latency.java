package io.doppel.bench;

import io.doppel.vector.Quantiles;
import java.util.List;

/// How long single queries took, one after the other.
///
/// @param milliseconds of each query by the clock, at least one
public record Latency(List<Double> milliseconds) {

  public Latency {
    milliseconds = List.copyOf(milliseconds);
  }

  /// Half of the queries took no longer.
  public double p50() {
    return Quantiles.of(milliseconds).at(0.5);
  }

  /// Of a hundred queries, 99 took no longer.
  public double p99() {
    return Quantiles.of(milliseconds).at(0.99);
  }
}
