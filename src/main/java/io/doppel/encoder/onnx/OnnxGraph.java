package io.doppel.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.EncoderException;
import io.doppel.encoder.graph.ProductWork;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.Sessions;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The ONNX graph of an encoder: token ids in, token embeddings out, or one embedding a text where
/// the graph pools by itself. Any number of threads may run it at once.
final class OnnxGraph implements AutoCloseable {

  private static final List<String> TOKEN_OUTPUTS =
      List.of("last_hidden_state", "token_embeddings");
  private static final String POOLED_OUTPUT = "sentence_embedding";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final String output;
  private final int dimension;
  private final ProductWork work;

  private OnnxGraph(
      OrtEnvironment environment,
      OrtSession session,
      String output,
      int dimension,
      ProductWork work) {
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputNames();
    this.output = output;
    this.dimension = dimension;
    this.work = work;
  }

  /// Opens a graph whose runs take so many threads. Its weights are mapped, so their files must not change while it is
  /// open.
  static OnnxGraph open(GraphFile source, int threads) throws ModelException {
    Path file = source.file();
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session = Sessions.open(source, threads);
    try {
      String output = output(file, session);
      int dimension = dimension(environment, session, output);
      return new OnnxGraph(environment, session, output, dimension, source.work());
    } catch (OrtException | ModelException e) {
      Sessions.closeQuietly(session, e);
      throw e instanceof ModelException known
          ? known
          : new ModelException(file, "cannot be run: " + e.getMessage(), e);
    }
  }

  /// Coordinates of an output embedding.
  int dimension() {
    return dimension;
  }

  /// Floating-point operations in the matrix products of a text of so many tokens.
  double operations(int tokens) {
    return work.operations(tokens, dimension);
  }

  /// Whether the output is one embedding a text, rather than one a token.
  boolean pools() {
    return output.equals(POOLED_OUTPUT);
  }

  /// Floats in the output of a batch.
  int outputSize(int rows, int width) {
    return pools() ? rows * dimension : rows * width * dimension;
  }

  /// Runs the graph once. The three inputs and the output are direct buffers from position 0 on;
  /// `embeddings` receives [#outputSize] values, row-major.
  void run(
      LongBuffer ids,
      LongBuffer mask,
      LongBuffer types,
      FloatBuffer embeddings,
      int rows,
      int width)
      throws OrtException {
    long[] shape = {rows, width};
    long[] outputShape =
        pools() ? new long[] {rows, dimension} : new long[] {rows, width, dimension};
    int tokens = rows * width;
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids.slice(0, tokens), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask.slice(0, tokens), shape);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, types.slice(0, tokens), shape);
        OnnxTensor outputTensor =
            OnnxTensor.createTensor(
                environment, embeddings.slice(0, outputSize(rows, width)), outputShape)) {
      Map<String, OnnxTensor> readable = Sessions.readable(inputs, idTensor, maskTensor, typeTensor);
      OnnxRuntime.call(() -> session.run(readable, Map.of(output, outputTensor))).close();
    }
  }

  @Override
  public void close() {
    Sessions.close(session);
  }

  private static String output(Path file, OrtSession session) throws ModelException {
    Set<String> names = session.getOutputNames();
    for (String name : TOKEN_OUTPUTS) {
      if (names.contains(name)) {
        return name;
      }
    }
    if (names.contains(POOLED_OUTPUT)) {
      return POOLED_OUTPUT;
    }
    throw new ModelException(
        file,
        "has none of the outputs %s and %s, only %s"
            .formatted(String.join(", ", TOKEN_OUTPUTS), POOLED_OUTPUT, names));
  }

  /// Runs a text of one token to see: exports often leave the output's dimension open.
  private static int dimension(OrtEnvironment environment, OrtSession session, String output)
      throws OrtException {
    try (OnnxTensor zero = OnnxTensor.createTensor(environment, new long[][] {{0}});
        OnnxTensor one = OnnxTensor.createTensor(environment, new long[][] {{1}});
        OrtSession.Result result =
            OnnxRuntime.call(
                () -> session.run(Sessions.readable(session.getInputNames(), zero, one, zero), Set.of(output)))) {
      long[] shape = ((OnnxTensor) result.get(0)).getInfo().getShape();
      return (int) shape[shape.length - 1];
    }
  }
}
