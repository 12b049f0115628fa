package io.doppel.engine.job;

/// Where a job is in its life. The last three are ends, of which it has one.
public enum JobState {
  /// Others compute, and it is not its turn yet.
  WAITING,
  RUNNING,
  DONE,
  /// It met an exception or an error.
  FAILED,
  /// Somebody stopped it.
  CANCELLED;

  /// Whether it goes on.
  public boolean isUnderWay() {
    return switch (this) {
      case WAITING, RUNNING -> true;
      case DONE, FAILED, CANCELLED -> false;
    };
  }
}
