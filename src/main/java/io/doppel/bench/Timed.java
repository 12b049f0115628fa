package io.doppel.bench;

/// A value, and what it took to make it.
public record Timed<T>(T value, Run run) {

  /// Makes a value.
  @FunctionalInterface
  public interface Making<T, E extends Exception> {
    T make() throws E;
  }

  /// Makes it once.
  public static <T, E extends Exception> Timed<T> of(Making<T, E> making) throws E {
    Run.Meter meter = Run.start();
    T value = making.make();
    return new Timed<>(value, meter.stop());
  }
}
