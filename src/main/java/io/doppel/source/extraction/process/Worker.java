package io.doppel.source.extraction.process;

import io.doppel.file.DiskFullException;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.work.Cancellation;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process that reads documents, as this one sees it. One thread at a time.
final class Worker implements AutoCloseable {

  /// For a process to begin.
  private static final int START_SECONDS = 30;

  private static final long LOOK_MILLIS = 200;

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
  /// @throws IOException if no process can be started, or it does not run
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
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("error"),
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            main));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    Worker worker;
    try {
      worker = new Worker(builder.start(), folder);
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
    boolean runs = false;
    try {
      worker.hear();
      runs = true;
    } finally {
      if (!runs) {
        worker.close();
      }
    }
    return worker;
  }

  private void hear() throws IOException {
    FutureTask<Integer> greeting = new FutureTask<>(in::readInt);
    Thread _ = Thread.ofPlatform().daemon().name("doppel-extraction-" + process.pid()).start(greeting);
    try {
      int said = greeting.get(START_SECONDS, TimeUnit.SECONDS);
      if (said != Wire.GREETING) {
        throw new IOException("process %d is of another version (%08x)".formatted(process.pid(), said));
      }
    } catch (TimeoutException e) {
      throw new IOException("process %d did not begin within %d s".formatted(process.pid(), START_SECONDS), e);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IOException("process %d ended at its start with exit code %d".formatted(process.pid(), exitCode()), e);
    }
  }

  static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("reading a document was interrupted");
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
  /// @throws CancellationException if the thread is interrupted, or nobody waits for what it does any more
  Extracted read(String kind, Path file, int maxText, int seconds) throws IOException {
    files++;
    FutureTask<Extracted> exchange = new FutureTask<>(() -> exchange(kind, file, maxText));
    Thread _ = Thread.ofPlatform().daemon().name("doppel-extraction-" + process.pid()).start(exchange);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (true) {
        try {
          return exchange.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          Cancellation.check();
          if (System.nanoTime() > end) {
            throw new Broken("reading it takes longer than %d seconds".formatted(seconds), e);
          }
        }
      }
    } catch (InterruptedException e) {
      throw interrupted();
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
      throw new Broken(exitCode() == Wire.NO_MEMORY ? "reading it takes more memory than there is" : "its reader "
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
    // Its folder is empty for good only when it has ended, and an interrupted thread would not wait for that.
    boolean interrupted = Thread.interrupted();
    int _ = exitCode();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The system empties its folder of temporary files.
    }
  }
}
