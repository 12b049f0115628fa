package io.doppel.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What a piece of work took, in two ways: by the clock, and by the time that processors spent on it, which holds also
/// while other programs share the machine.
///
/// @param seconds by the clock
/// @param processorSeconds of all threads of this process, divided by the number of cores: what the clock would show if
///   every core had nothing else to do
public record Run(double seconds, double processorSeconds) {

  public static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /// Something to measure.
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /// Does the work once.
  public static <E extends Exception> Run of(Work<E> work) throws E {
    Meter meter = start();
    work.run();
    return meter.stop();
  }

  static Meter start() {
    return new Meter(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  /// What the clocks showed when the work began, in nanoseconds.
  record Meter(long clock, long processor) {

    Run stop() {
      double seconds = (System.nanoTime() - clock) / 1e9;
      return new Run(seconds, (SYSTEM.getProcessCpuTime() - processor) / 1e9 / CORES);
    }
  }
}
