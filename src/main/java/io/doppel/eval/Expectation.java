package io.doppel.eval;

/// What a measure should show, on either side: more than published is as suspicious as less.
///
/// @param task the name of a task
/// @param measure the name of a measure
/// @param published the value
/// @param tolerance how far off it may be
/// @param source where the value is from
public record Expectation(String task, String measure, double published, double tolerance, String source) {

  boolean holds(double value) {
    return Math.abs(value - published) <= tolerance;
  }
}
