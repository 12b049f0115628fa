package io.doppel.source.extraction.process;

import io.doppel.file.DiskFullException;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process that reads documents, as this one sees it. One thread at a time.
final class Worker implements AutoCloseable {

  /// The exit code of a Java process that was told to end when it has no memory left.
  private static final int NO_MEMORY = 3;

  /// What the process may know of its surroundings.
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ",
      "SystemRoot");

  private final Process process;
  private final Path folder;
  private final DataOutputStream out;
  private final DataInputStream in;
  private int files;

  private Worker(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /// @param main the class that it runs
  /// @param megabytes of its heap
  /// @throws IOException if no process can be started
  static Worker start(String main, int megabytes) throws IOException {
    Path folder = Files.createTempDirectory("doppel-extraction-");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx%dm".formatted(megabytes),
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:MaxDirectMemorySize=64m",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            main));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    try {
      return new Worker(builder.start(), folder);
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// The documents it was given.
  int files() {
    return files;
  }

  long pid() {
    return process.pid();
  }

  /// Has it read a document. If that throws anything but an [ExtractionException] of the document's own, or takes too
  /// long, it must be closed.
  ///
  /// @throws Broken if the process is of no use any more
  Extracted read(String kind, Path file, int maxText, int seconds) throws IOException {
    files++;
    FutureTask<Extracted> exchange = new FutureTask<>(() -> exchange(kind, file, maxText));
    Thread _ = Thread.ofPlatform().daemon().name("doppel-extraction-" + process.pid()).start(exchange);
    try {
      return exchange.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Broken("reading it takes longer than %d seconds".formatted(seconds), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("reading it was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case LinkageError cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private Extracted exchange(String kind, Path file, int maxText) throws IOException {
    Wire.End end;
    try {
      Wire.write(out, kind);
      Wire.write(out, file.toString());
      out.writeInt(maxText);
      out.flush();
      end = Wire.End.of(Wire.readString(in));
      if (end == Wire.End.READ) {
        return Wire.read(in);
      }
      String message = Wire.readString(in);
      switch (end) {
        case REFUSED -> throw new ExtractionException(message);
        case DISK_FULL -> throw new DiskFullException(message, new IOException(message));
        case MISSING -> throw new NoClassDefFoundError(message);
        case READ, FAILED -> throw new Broken("its reader broke down", null);
      }
    } catch (ExtractionException | DiskFullException | Broken e) {
      throw e;
    } catch (IOException e) {
      throw new Broken(exitCode() == NO_MEMORY ? "reading it takes more memory than there is" : "its reader "
          + "broke down", e);
    }
    throw new IllegalStateException(end.name());
  }

  private int exitCode() {
    try {
      return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /// The process ended, or must be ended.
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// Ends the process, and whatever it began, and removes what it left.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Process _ = process.destroyForcibly();
    int _ = exitCode();
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The system empties its folder of temporary files.
    }
  }
}
