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

  static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /// Does the work once.
  public static Run of(Runnable work) {
    long processor = SYSTEM.getProcessCpuTime();
    long clock = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - clock) / 1e9;
    return new Run(seconds, (SYSTEM.getProcessCpuTime() - processor) / 1e9 / CORES);
  }
}
