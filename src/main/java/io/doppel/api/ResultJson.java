package io.doppel.api;

import io.doppel.eval.Result;
import org.jspecify.annotations.Nullable;

/// A measured value as programs see it; null where it is not defined.
public record ResultJson(
    String task,
    String measure,
    @Nullable Double value,
    @Nullable Double published,
    @Nullable Double tolerance,
    boolean ok,
    double seconds) {

  public static ResultJson of(Result result) {
    return new ResultJson(
        result.task(),
        result.measure(),
        Double.isNaN(result.value()) ? null : result.value(),
        result.published(),
        result.tolerance(),
        result.ok(),
        result.seconds());
  }
}
