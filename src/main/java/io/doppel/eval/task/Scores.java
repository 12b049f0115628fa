package io.doppel.eval.task;

/// Takes the values that a task measures.
@FunctionalInterface
public interface Scores {

  /// @param measure what was measured, such as `ndcg@10`
  /// @param value NaN where it is not defined
  void add(String measure, double value);
}
