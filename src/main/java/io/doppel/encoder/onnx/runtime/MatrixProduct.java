package io.doppel.encoder.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.graph.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The yardstick for speed: products of two float32 matrices of 1024 rows and columns in ONNX Runtime, one after the
/// other on each core. (One product spread over the cores is slower, and its threads spin while they wait.)
public final class MatrixProduct implements AutoCloseable {

  private static final int SIZE = 1024;
  private static final int FLOAT = 1;

  /// Floating-point operations of one product.
  public static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

  private final OrtSession session;
  private final OnnxTensor left;
  private final ExecutorService threads;

  /// @throws IllegalStateException if ONNX Runtime cannot multiply matrices
  public MatrixProduct() {
    OrtEnvironment environment = OnnxRuntime.environment();
    ByteBuffer ones = ByteBuffer.allocateDirect(SIZE * SIZE * Float.BYTES).order(ByteOrder.nativeOrder());
    float[] values = new float[SIZE * SIZE];
    Arrays.fill(values, 1);
    ones.asFloatBuffer().put(values);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(graph(), options);
      left = OnnxTensor.createTensor(environment, ones.asFloatBuffer(), new long[] {SIZE, SIZE});
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot multiply two matrices", e);
    }
    threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("product-", 0).factory());
  }

  /// Makes `times` products on each of `cores` threads, and waits for them.
  public void run(int times, int cores) {
    List<Future<?>> running =
        IntStream.range(0, cores).<Future<?>>mapToObj(_ -> threads.submit(() -> run(times))).toList();
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a matrix product failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a matrix product", e);
    }
  }

  private void run(int times) {
    try {
      for (int i = 0; i < times; i++) {
        OnnxRuntime.call(() -> session.run(Map.of("left", left))).close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.close();
    left.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime could not close its session", e);
    }
  }

  /// The second matrix is a constant, as the weights of a model are, so that ONNX Runtime packs it once.
  private static byte[] graph() {
    ProtoWriter right =
        new ProtoWriter()
            .number(1, SIZE)
            .number(1, SIZE)
            .number(2, FLOAT)
            .text(8, "right")
            .bytes(9, new byte[SIZE * SIZE * Float.BYTES]);
    ProtoWriter product =
        new ProtoWriter().text(1, "left").text(1, "right").text(2, "product").text(4, "MatMul");
    ProtoWriter graph =
        new ProtoWriter()
            .message(1, product)
            .text(2, "product")
            .message(5, right)
            .message(11, square("left"))
            .message(12, square("product"));
    ProtoWriter operators = new ProtoWriter().text(1, "").number(2, 13);
    return new ProtoWriter().number(1, 8).message(7, graph).message(8, operators).toBytes();
  }

  private static ProtoWriter square(String name) {
    ProtoWriter size = new ProtoWriter().number(1, SIZE);
    ProtoWriter shape = new ProtoWriter().message(1, size).message(1, size);
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }
}
