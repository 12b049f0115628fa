package io.doppel.classification;

import io.doppel.learn.head.Threshold;

/// From which cosine on something is accepted, and what that costs on the examples themselves.
///
/// @param threshold a cosine above it is accepted, -1 to 1
/// @param basis where it comes from
/// @param falseAccept the share of what should be refused that is accepted, NaN where there is nothing to tell from
/// @param trueAccept the share of what should be accepted that is, NaN likewise
public record Cutoff(double threshold, Basis basis, double falseAccept, double trueAccept) {

  /// Where a threshold comes from.
  public enum Basis {
    /// From a false-accept rate that was asked for.
    STATED,
    /// So that as much as usual is accepted of what should be.
    KEPT,
    /// Halfway between what the model gives to unrelated texts and to rewordings: there are too few examples to tell.
    MODEL
  }

  /// Whether something is accepted.
  boolean accepts(double similarity) {
    return similarity > threshold;
  }

  /// The share of some that is accepted, NaN of none.
  double accepts(double[] similarities) {
    return Threshold.accepted(threshold, similarities);
  }
}
