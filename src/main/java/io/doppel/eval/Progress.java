package io.doppel.eval;

/// Hears how far a task is. Called from the threads that work.
@FunctionalInterface
public interface Progress {

  /// Hears nothing.
  Progress SILENT = (_, _, _) -> {};

  /// @param task the task's name
  /// @param done how many texts, queries or pairs are dealt with
  /// @param total how many there are, -1 if unknown
  void at(String task, long done, long total);
}
