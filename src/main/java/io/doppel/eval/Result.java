package io.doppel.eval;

import org.jspecify.annotations.Nullable;

/// A measured value beside the one it should have.
///
/// @param task the task's name, with the split behind a colon where it is not the task's own
/// @param measure what was measured
/// @param value NaN where it is not defined, such as the correlation with a constant
/// @param published the value it should have, null if none is known
/// @param tolerance how far it may be off, null with `published`
/// @param ok whether the value lies within the tolerance; true where none is known
/// @param seconds since the task began
public record Result(
    String task,
    String measure,
    double value,
    @Nullable Double published,
    @Nullable Double tolerance,
    boolean ok,
    double seconds) {

  static Result of(String task, String measure, double value, @Nullable Expectation expected, double seconds) {
    return expected == null
        ? new Result(task, measure, value, null, null, true, seconds)
        : new Result(
            task, measure, value, expected.published(), expected.tolerance(), expected.holds(value), seconds);
  }
}
