package io.doppel.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The process's one ONNX Runtime, kept off the network.
///
/// From 1.29 on, the published builds for Linux and macOS report each process to their maker: they
/// write a device id, open an upload queue under the home directory and send over HTTPS. The only
/// full switch is an environment variable read when the library starts (onnxruntime#27379), so it
/// is set for this process first. Reading a long command line, the same reporting also overflows
/// the stack of a Java thread and takes the process down.
public final class OnnxRuntime {

  static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

  private static final OrtEnvironment ENVIRONMENT = start();

  private OnnxRuntime() {}

  public static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment start() {
    disableTelemetry();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "doppel");
    try {
      // For Windows, which has no such variable.
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime could not switch its telemetry off", e);
    }
    return environment;
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
