package io.doppel.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.doppel.encoder.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What this machine can do at most: products of two float32 matrices of 1024 rows and columns in
/// ONNX Runtime, one after the other on each core. (One product spread over the cores is slower,
/// and its threads spin while they wait.)
final class MatrixProduct implements AutoCloseable {

  static final int SIZE = 1024;
  static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

  private final OrtSession session;
  private final OnnxTensor input;

  MatrixProduct() throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    byte[] graph =
        new OnnxFile()
            .matrix("a", SIZE, SIZE)
            .constant("b", new float[SIZE * SIZE], SIZE, SIZE)
            .node("MatMul", List.of("a", "b"), "c")
            .output("c", SIZE, SIZE)
            .toBytes();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(graph, options);
    }
    ByteBuffer ones =
        ByteBuffer.allocateDirect(SIZE * SIZE * Float.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < SIZE * SIZE; i++) {
      ones.putFloat(i * Float.BYTES, 1);
    }
    input = OnnxTensor.createTensor(environment, ones.asFloatBuffer(), new long[] {SIZE, SIZE});
  }

  /// Makes `times` products on each of `cores` threads.
  void run(int times, int cores) {
    IntStream.range(0, cores)
        .mapToObj(core -> Thread.ofPlatform().start(() -> run(times)))
        .toList()
        .forEach(thread -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void run(int times) {
    try {
      for (int i = 0; i < times; i++) {
        session.run(Map.of("a", input)).close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    input.close();
    session.close();
  }
}
