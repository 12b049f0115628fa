package io.doppel.encoder.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.doppel.work.Shutdown;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The process's one ONNX Runtime, kept off the network.
///
/// From 1.29 on, the published builds for Linux and macOS report each process to their maker: they
/// write a device id, open an upload queue under the home directory and send over HTTPS. The only
/// full switch is an environment variable read when the library starts (onnxruntime#27379), so it
/// is set for this process first. Reading a long command line, the same reporting also overflows
/// the stack of a Java thread and takes the process down.
///
/// At the end of the process ONNX Runtime must not go while a run is under way, or the run takes the process down. Its
/// Java library has a shutdown hook that closes the environment at once; a reference of our own keeps it open
/// nevertheless. And every call goes through [#call], which lets none begin and waits for those under way when
/// everything else has stopped.
public final class OnnxRuntime {

  static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

  private static final String NAME = "doppel";

  /// How long the end of the process waits for calls under way, in seconds: one run of a long batch takes less.
  private static final long PATIENCE_SECONDS = 3;

  /// Held for reading by every call, and for writing by the end of the process.
  private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();

  private static final OrtEnvironment ENVIRONMENT = start();

  private OnnxRuntime() {}

  /// What is asked of ONNX Runtime.
  @FunctionalInterface
  public interface Call<T> {
    T make() throws OrtException;
  }

  /// Makes a call that takes a while. Once the process ends, it never returns.
  public static <T> T call(Call<T> call) throws OrtException {
    CALLS.readLock().lock();
    try {
      return call.make();
    } finally {
      CALLS.readLock().unlock();
    }
  }

  public static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment start() {
    disableTelemetry();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, NAME);
    keepOpen();
    Shutdown.closing(OnnxRuntime::awaitCalls);
    try {
      // For Windows, which has no such variable.
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime could not switch its telemetry off", e);
    }
    return environment;
  }

  @SuppressWarnings("LockNotBeforeTry") // kept for good: nothing is to begin any more
  private static void awaitCalls() {
    try {
      var ignored = CALLS.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes one more reference to the process's one environment, which closes when the last is given back. The functions
  /// of the C API keep their places from version to version: `GetApi` is the first of its base, `CreateEnv` the fourth
  /// of version 1.
  @SuppressWarnings("restricted") // the Java library has no way to do so
  private static void keepOpen() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor getBase = FunctionDescriptor.of(ValueLayout.ADDRESS);
    FunctionDescriptor getApi = FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    FunctionDescriptor createEnv =
        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment base =
          (MemorySegment)
              linker
                  .downcallHandle(SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase"), getBase)
                  .invokeExact();
      MemorySegment api =
          (MemorySegment) linker.downcallHandle(function(base, 0), getApi).invokeExact(1);
      MemorySegment failed =
          (MemorySegment)
              linker
                  .downcallHandle(function(api, 3), createEnv)
                  .invokeExact(
                      OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(),
                      arena.allocateFrom(NAME),
                      arena.allocate(ValueLayout.ADDRESS));
      if (failed.address() != 0) {
        throw new IllegalStateException("ONNX Runtime could not be kept open");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("functions in C throw nothing", e);
    }
  }

  @SuppressWarnings("restricted") // a table of functions in C does not tell its size
  private static MemorySegment function(MemorySegment table, int place) {
    return table.reinterpret((place + 1) * ValueLayout.ADDRESS.byteSize()).getAtIndex(ValueLayout.ADDRESS, place);
  }

  @SuppressWarnings(
      "restricted") // calls the C library: the variables of a running process cannot be set
  // otherwise
  private static void disableTelemetry() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return;
    }
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int)
              linker
                  .downcallHandle(setenv.get(), signature)
                  .invokeExact(arena.allocateFrom(TELEMETRY_SWITCH), arena.allocateFrom("1"), 1);
      if (failed != 0) {
        throw new IllegalStateException("the C library could not set " + TELEMETRY_SWITCH);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("setenv throws nothing", e);
    }
  }
}
