package io.doppel.encoder.training;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.gradient.DifferentiatedGraph;
import io.doppel.encoder.graph.gradient.Differentiation;
import io.doppel.encoder.graph.gradient.Mask;
import io.doppel.encoder.graph.gradient.Probed;
import io.doppel.encoder.graph.gradient.Shape;
import io.doppel.encoder.graph.gradient.TrainableGraph;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The two graphs in ONNX Runtime.
final class GraphRuns implements AutoCloseable {

  /// What the graph is probed with.
  private static final Shape.Size TEXTS = new Shape.Size(2, 3);

  private static final Shape.Size TOKENS = new Shape.Size(5, 7);

  private final DifferentiatedGraph graph;
  private final OrtSession forward;
  private final OrtSession backward;
  private final Map<String, Probed> probed;

  private GraphRuns(
      DifferentiatedGraph graph, Map<String, Probed> probed, OrtSession forward, OrtSession backward) {
    this.graph = graph;
    this.probed = probed;
    this.forward = forward;
    this.backward = backward;
  }

  /// Probes the graph, differentiates it and opens both graphs.
  static GraphRuns open(TrainableGraph trainable, WeightFiles files, Map<String, OnnxTensor> weights)
      throws IOException, OrtException {
    Map<String, Probed> probed = probe(trainable, files, weights);
    DifferentiatedGraph graph = Differentiation.of(trainable, probed);
    OrtSession forward = session(graph.forward(), files, OptLevel.ALL_OPT);
    try {
      return new GraphRuns(graph, probed, forward, session(graph.backward(), files, OptLevel.ALL_OPT));
    } catch (OrtException | IOException e) {
      forward.close();
      throw e;
    }
  }

  DifferentiatedGraph graph() {
    return graph;
  }

  /// Coordinates of an embedding.
  int dimension() {
    return (int) shape(TrainableGraph.EMBEDDING).sizes().getLast().first();
  }

  /// What is kept of a token from the forward to the backward pass, in a text of so many.
  long bytesOfAToken(int tokens) {
    long elements =
        graph.activations().stream()
            .filter(probed::containsKey)
            .mapToLong(name -> shape(name).elements(TEXTS, TOKENS, 1, tokens))
            .sum();
    return Math.ceilDiv(elements * Float.BYTES, tokens);
  }

  private Shape shape(String value) {
    return Objects.requireNonNull(probed.get(value)).shape();
  }

  /// Runs forward, for the embeddings alone.
  OrtSession.Result embed(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> read = only(inputs, forward.getInputNames());
    return OnnxRuntime.call(() -> forward.run(read, Set.of(TrainableGraph.EMBEDDING)));
  }

  /// Runs forward, for the embeddings and the activations.
  OrtSession.Result forward(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> read = only(inputs, forward.getInputNames());
    return OnnxRuntime.call(() -> forward.run(read));
  }

  /// @param inputs weights, inputs of the forward graph, its results, and the gradient of the embeddings
  OrtSession.Result backward(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> read = only(inputs, backward.getInputNames());
    return OnnxRuntime.call(() -> backward.run(read));
  }

  @Override
  public void close() {
    try (forward;
        backward) {
      // Both are closed, whatever happens to one.
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime could not close its session", e);
    }
  }

  private static Map<String, OnnxTensor> only(Map<String, OnnxTensor> inputs, Set<String> names) {
    Map<String, OnnxTensor> read = new HashMap<>(inputs);
    read.keySet().retainAll(names);
    return read;
  }

  private static OrtSession session(OnnxModel model, WeightFiles files, OptLevel level)
      throws IOException, OrtException {
    byte[] bytes = files.bytes(model);
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(level);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.model_external_initializers_file_folder_path", files.folder().toString());
      // It would put the transpositions of the backward graph back into the products, which are slower then.
      options.addConfigEntry("optimization.disable_specified_optimizers", "MatmulTransposeFusion");
      options.setMemoryPatternOptimization(false);
      return OnnxRuntime.call(() -> OnnxRuntime.environment().createSession(bytes, options));
    }
  }

  private static Map<String, Probed> probe(TrainableGraph graph, WeightFiles files, Map<String, OnnxTensor> weights)
      throws IOException, OrtException {
    try (OrtSession session = session(Differentiation.probe(graph), files, OptLevel.NO_OPT)) {
      Map<String, TensorInfo> first = shapes(session, graph.masks(), weights, TEXTS.first(), TOKENS.first());
      Map<String, TensorInfo> second = shapes(session, graph.masks(), weights, TEXTS.second(), TOKENS.second());
      Map<String, Probed> probed = new HashMap<>();
      first.forEach(
          (name, info) ->
              probed.put(
                  name,
                  new Probed(
                      Shape.of(info.getShape(), second.getOrDefault(name, info).getShape()), number(info.type))));
      return probed;
    }
  }

  /// The type as the format numbers it, which is not how ONNX Runtime does.
  private static int number(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case STRING -> 8;
      case BOOL -> 9;
      case FLOAT16 -> 10;
      case DOUBLE -> 11;
      case BFLOAT16 -> 16;
      case UNKNOWN -> 0;
    };
  }

  private static Map<String, TensorInfo> shapes(
      OrtSession session, List<Mask> masks, Map<String, OnnxTensor> weights, long someTexts, long someTokens)
      throws OrtException {
    int texts = (int) someTexts;
    int tokens = (int) someTokens;
    try (Piece piece = Piece.probe(texts, tokens).with(new Noise(masks, 0, 0).none(texts, tokens))) {
      Map<String, OnnxTensor> inputs = new HashMap<>(weights);
      inputs.putAll(piece.tensors());
      Map<String, TensorInfo> infos = new HashMap<>();
      piece.tensors().forEach((name, tensor) -> infos.put(name, tensor.getInfo()));
      Map<String, OnnxTensor> read = only(inputs, new HashSet<>(session.getInputNames()));
      try (OrtSession.Result result = OnnxRuntime.call(() -> session.run(read))) {
        for (Map.Entry<String, OnnxValue> entry : result) {
          if (entry.getValue() instanceof OnnxTensor tensor && tensor.getInfo().type != OnnxJavaType.UNKNOWN) {
            infos.put(entry.getKey(), tensor.getInfo());
          }
        }
      }
      return infos;
    }
  }
}
