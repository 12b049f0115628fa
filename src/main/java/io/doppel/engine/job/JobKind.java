package io.doppel.engine.job;

import java.io.IOException;
import java.util.function.ToLongFunction;

/// What jobs of one kind have in common. Two kinds are never equal, so that each is a constant.
///
/// @param <R> what comes of such a job
public final class JobKind<R> {

  private final String name;
  private final Repetition repetition;
  private final ToLongFunction<R> bytes;
  private final View<R> view;

  /// What comes of a job, as programs see it at this moment.
  @FunctionalInterface
  public interface View<R> {
    Object of(R result) throws IOException;
  }

  /// What happens to a job that is begun while others of its kind are under way.
  public enum Repetition {
    /// It is begun as well.
    BESIDE,

    /// A collection has one at a time, and another one is refused.
    ONE_A_COLLECTION,

    /// All collections have one at a time, and another one is refused: one is enough for the machine. What came of the
    /// last one of the same collection is forgotten.
    ONE,

    /// All collections have one at a time: one is enough for the machine. Only that of the same collection is stopped,
    /// and what came of its last one is forgotten.
    ONE_AND_THE_NEWEST
  }

  /// @param name for programs and for people who read the log, in lower case
  /// @param bytes about how much memory a result takes
  public JobKind(String name, Repetition repetition, ToLongFunction<R> bytes, View<R> view) {
    this.name = name;
    this.repetition = repetition;
    this.bytes = bytes;
    this.view = view;
  }

  public Repetition repetition() {
    return repetition;
  }

  long bytes(R result) {
    return bytes.applyAsLong(result);
  }

  Object view(R result) throws IOException {
    return view.of(result);
  }

  @Override
  public String toString() {
    return name;
  }
}
