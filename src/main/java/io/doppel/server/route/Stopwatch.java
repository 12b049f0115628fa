package io.doppel.server.route;

/// How long an answer took.
///
/// @param from a moment of [System#nanoTime()]
public record Stopwatch(long from) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /// Whole milliseconds since the start.
  public long millis() {
    return (System.nanoTime() - from) / NANOS_PER_MILLI;
  }
}
