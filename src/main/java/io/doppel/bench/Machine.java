package io.doppel.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What a measurement ran on.
public final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /// Processor, cores, memory, system and Java in one line.
  public static String describe() {
    return "%s, %d cores, %d GiB of memory, %s %s, Java %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            memoryGibibytes(),
            System.getProperty("os.name", "unknown system"),
            System.getProperty("os.arch", ""),
            Runtime.version());
  }

  /// Processes that wanted a core lately, on average over a minute: what else the machine had to do. Negative where the
  /// system does not tell.
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /// Whether other programs take so much of the machine that measured times say little.
  public static boolean isBusy() {
    return load() > Runtime.getRuntime().availableProcessors() / 2.0;
  }

  /// What lies on Java's heap once garbage was collected.
  public static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String processor() {
    try {
      List<String> lines = Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  private static long memoryGibibytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.round(system.getTotalMemorySize() / (double) (1L << 30))
        : 0;
  }
}
