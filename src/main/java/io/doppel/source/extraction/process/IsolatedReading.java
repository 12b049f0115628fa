package io.doppel.source.extraction.process;

import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.work.Shutdown;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// Reads documents in processes of their own, so that one that takes all memory, never ends or breaks its parser ends
/// such a process and nothing else. Where none can be started, and where the program does not know its own class path,
/// they are read in this process, which is said once. Any thread may call.
public final class IsolatedReading {

  private static final Logger LOGGER = System.getLogger(IsolatedReading.class.getName());

  private static final int MIN_MEGABYTES = 128;
  private static final int MAX_MEGABYTES = 512;
  private static final int SECONDS = 60;
  private static final int IDLE_SECONDS = 300;

  /// A process may take this part of the machine's memory.
  private static final int PART = 8;

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private IsolatedReading() {}

  /// Begins with the first document.
  private static final class Shared {
    static final Workers WORKERS = new Workers(settings());

    static {
      Shutdown.closing(WORKERS::close);
    }

    private static Workers.Settings settings() {
      long memory =
          ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
              ? system.getTotalMemorySize()
              : 0;
      int most = Math.min(4, Runtime.getRuntime().availableProcessors());
      return IsolatedReading.settings(memory, most);
    }
  }

  /// @param memory of the machine, in bytes; 0 if that is not known
  /// @param most processes
  static Workers.Settings settings(long memory, int most) {
    long part = (memory / PART) >> 20;
    int megabytes = memory == 0 ? MAX_MEGABYTES : Math.clamp(part, MIN_MEGABYTES, MAX_MEGABYTES);
    return new Workers.Settings(
        Child.class.getName(), Math.clamp(part / megabytes, 1, most), megabytes, SECONDS, IDLE_SECONDS);
  }

  /// Reads a document.
  ///
  /// @param in read to its end, not closed
  /// @throws ExtractionException if it cannot be read, with a sentence that says why
  /// @throws IOException if the stream cannot be read, or no temporary file can be written
  /// @throws LinkageError if the library for the kind is not on the class path
  public static Extracted read(Extractor kind, InputStream in) throws IOException {
    // Another class loader, as of a server for programs, has a class path that no process can be given; nor is
    // there one where the program is a module, and no Java where it is an image.
    if (System.getProperty("java.class.path", "").isBlank()
        || System.getProperty("java.home") == null
        || !ClassLoader.getSystemClassLoader().equals(IsolatedReading.class.getClassLoader())) {
      return kind.read(in);
    }
    return Extractor.withFile(
        in,
        file -> {
          try {
            return Shared.WORKERS.read(kind.name(), file, Extractor.MAX_TEXT);
          } catch (Workers.Unavailable e) {
            return here(kind, file, e);
          }
        });
  }

  private static Extracted here(Extractor kind, Path file, Workers.Unavailable e) throws IOException {
    if (SAID.compareAndSet(false, true)) {
      LOGGER.log(
          Level.WARNING,
          "documents are read in this process, as none of their own can be started: {0}",
          String.valueOf(e.getMessage()));
    }
    try (InputStream again = Files.newInputStream(file)) {
      return kind.read(again);
    }
  }
}
