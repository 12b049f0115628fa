package io.doppel.encoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.doppel.encoder.onnx.NormalizationFusion;
import io.doppel.encoder.onnx.OnnxModel;
import io.doppel.encoder.onnx.OnnxRuntime;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The ONNX graph of an encoder: token ids in, token embeddings out. Any number of threads may run
/// it at once.
final class OnnxGraph implements AutoCloseable {

  private static final List<String> OUTPUTS = List.of("last_hidden_state", "token_embeddings");

  private static final String WEIGHTS_FOLDER =
      "session.model_external_initializers_file_folder_path";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String output;
  private final int dimension;
  private final boolean readsTypes;

  private OnnxGraph(
      OrtEnvironment environment,
      OrtSession session,
      String output,
      int dimension,
      boolean readsTypes) {
    this.environment = environment;
    this.session = session;
    this.output = output;
    this.dimension = dimension;
    this.readsTypes = readsTypes;
  }

  static OnnxGraph load(Path file, EncoderSettings settings) throws ModelException {
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session;
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(settings.threadsPerRun());
      options.setInterOpNumThreads(1);
      // Spinning threads would take the cores that other runs need.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // A memory pattern is kept for each shape, and every batch may have a shape of its own.
      options.setMemoryPatternOptimization(false);
      session = open(environment, file, options);
    } catch (OrtException e) {
      throw new ModelException(
          file, "is no graph that ONNX Runtime can load: " + e.getMessage(), e);
    }
    try {
      String output = output(file, session);
      NodeInfo described = Objects.requireNonNull(session.getOutputInfo().get(output));
      long[] shape = ((TensorInfo) described.getInfo()).getShape();
      int dimension = (int) shape[shape.length - 1];
      if (shape.length != 3 || dimension < 1) {
        throw new ModelException(
            file,
            "must give token embeddings of a fixed dimension, %s has another shape"
                .formatted(output));
      }
      return new OnnxGraph(
          environment,
          session,
          output,
          dimension,
          session.getInputNames().contains("token_type_ids"));
    } catch (OrtException | ModelException e) {
      closeQuietly(session, e);
      throw e instanceof ModelException known
          ? known
          : new ModelException(file, "cannot be described", e);
    }
  }

  /// Coordinates of a token embedding.
  int dimension() {
    return dimension;
  }

  /// Runs the graph once. The three inputs and the output are direct buffers from position 0 on;
  /// `tokenEmbeddings` receives `rows * width * dimension` values, row-major.
  void run(
      LongBuffer ids,
      LongBuffer mask,
      LongBuffer types,
      FloatBuffer tokenEmbeddings,
      int rows,
      int width)
      throws OrtException {
    long[] shape = {rows, width};
    long[] outputShape = {rows, width, dimension};
    int tokens = rows * width;
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids.slice(0, tokens), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask.slice(0, tokens), shape);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, types.slice(0, tokens), shape);
        OnnxTensor outputTensor =
            OnnxTensor.createTensor(
                environment, tokenEmbeddings.slice(0, tokens * dimension), outputShape)) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put("input_ids", idTensor);
      inputs.put("attention_mask", maskTensor);
      if (readsTypes) {
        inputs.put("token_type_ids", typeTensor);
      }
      session.run(inputs, Map.of(output, outputTensor)).close();
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not close its session", e);
    }
  }

  /// Opens the graph as [NormalizationFusion] leaves it. What is new is small; the weights stay in
  /// `file` and are mapped from there.
  private static OrtSession open(OrtEnvironment environment, Path file, SessionOptions options)
      throws ModelException, OrtException {
    byte[] graph;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      OnnxModel model = OnnxModel.read(mapped.asByteBuffer());
      graph = NormalizationFusion.apply(model).toBytes(file.getFileName().toString());
    } catch (IOException e) {
      throw new ModelException(file, "is no ONNX file: " + e.getMessage(), e);
    }
    options.addConfigEntry(
        WEIGHTS_FOLDER, Objects.requireNonNull(file.toAbsolutePath().getParent()).toString());
    return environment.createSession(graph, options);
  }

  private static String output(Path file, OrtSession session) throws ModelException {
    return OUTPUTS.stream()
        .filter(session.getOutputNames()::contains)
        .findFirst()
        .orElseThrow(() ->
            new ModelException(
                file,
                "has none of the outputs %s, only %s"
                    .formatted(OUTPUTS, session.getOutputNames())));
  }

  private static void closeQuietly(OrtSession session, Exception reason) {
    try {
      session.close();
    } catch (OrtException e) {
      reason.addSuppressed(e);
    }
  }
}
