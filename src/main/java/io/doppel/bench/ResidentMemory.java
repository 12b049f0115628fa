package io.doppel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What of the machine's memory this process takes, from some point on. Linux alone tells.
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  /// Writing 5 makes the system forget the peak there was before.
  private static final Path FORGET = Path.of("/proc/self/clear_refs");

  private final OptionalLong before;

  private ResidentMemory(OptionalLong before) {
    this.before = before;
  }

  /// Garbage is collected, so that what others left is not counted.
  public static ResidentMemory startingHere() {
    System.gc();
    OptionalLong now = bytes("VmRSS:");
    try {
      Files.writeString(FORGET, "5");
      return new ResidentMemory(now);
    } catch (IOException e) {
      return new ResidentMemory(OptionalLong.empty()); // Without it the peak of another time would be taken for ours.
    }
  }

  /// By how many bytes the process was larger at its peak since then.
  public OptionalLong grownAtMost() {
    OptionalLong peak = bytes("VmHWM:");
    return before.isPresent() && peak.isPresent()
        ? OptionalLong.of(Math.max(0, peak.getAsLong() - before.getAsLong()))
        : OptionalLong.empty();
  }

  private static OptionalLong bytes(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
