package io.doppel.learn.optimizer;

/// The rate of each step: it rises in a straight line, then falls in another one that would be 0 behind the last step.
///
/// @param rate the highest, above 0
/// @param rising steps until it is reached, 0 or more
/// @param steps all of them
public record Schedule(double rate, int rising, int steps) {

  public Schedule {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate must be above 0, got " + rate);
    }
    if (rising < 0 || steps < 1 || rising > steps) {
      throw new IllegalArgumentException("%d of %d steps cannot rise".formatted(rising, steps));
    }
  }

  /// A tenth of the steps rises.
  public static Schedule of(double rate, int steps) {
    return new Schedule(rate, Math.max(1, steps / 10), steps);
  }

  /// @param step 1 the first
  public double at(int step) {
    return step <= rising ? rate * step / rising : rate * Math.max(0, steps - step + 1) / (steps - rising + 1);
  }
}
