package io.doppel.encoder.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.gradient.Differentiation;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.graph.gradient.TrainableGraph;
import io.doppel.encoder.graph.gradient.WeightGradient;
import io.doppel.encoder.library.NativeLibraries;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.model.Pooling;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.Tokenizer;
import io.doppel.encoder.token.Tokens;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// An encoder whose weights can be changed, and which tells how a loss changes with them. For one thread at a time; it
/// uses several itself.
public final class TrainableEncoder implements AutoCloseable {

  private static final List<String> TOKEN_OUTPUTS = List.of("last_hidden_state", "token_embeddings");

  /// The step without noise.
  private static final long STILL = -1;

  private static final String POOLED_OUTPUT = "sentence_embedding";

  private final ModelFolder model;
  private final Arena arena;
  private final Tokenizer tokenizer;
  private final WeightFiles files;
  private final TrainableGraph graph;
  private final Weights weights;
  private final GraphRuns runs;
  private final TrainingSettings settings;
  private final Noise noise;
  private final OrderedTasks tasks;
  private final Gradients gradients = new Gradients();

  private TrainableEncoder(
      ModelFolder model,
      Arena arena,
      Tokenizer tokenizer,
      WeightFiles files,
      TrainableGraph graph,
      Weights weights,
      GraphRuns runs,
      TrainingSettings settings,
      Noise noise) {
    this.model = model;
    this.arena = arena;
    this.tokenizer = tokenizer;
    this.files = files;
    this.graph = graph;
    this.weights = weights;
    this.runs = runs;
    this.settings = settings;
    this.noise = noise;
    this.tasks = new OrderedTasks(settings.workers());
  }

  /// @param folder of the model that is trained; it stays as it is
  /// @param seed of the random numbers that low-rank matrices begin with
  /// @throws ModelException if there is no model that can be trained; the message names the operator or the module that
  ///     is in the way
  public static TrainableEncoder open(Path folder, Scope scope, TrainingSettings settings, long seed)
      throws IOException {
    return open(folder, scope, settings, seed, 0);
  }

  /// The same with noise in what gradients are taken of.
  ///
  /// @param dropout the share of coordinates that are left out, 0 or more and below 1
  public static TrainableEncoder open(
      Path folder, Scope scope, TrainingSettings settings, long seed, double dropout) throws IOException {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be at least 0 and below 1, got " + dropout);
    }
    NativeLibraries.unpack();
    ModelFolder model = ModelFolder.read(folder);
    if (model.pooling() == Pooling.MAX) {
      throw new ModelException(folder, "cannot be trained: its pooling takes the largest value of each coordinate");
    }
    Arena arena = Arena.ofShared();
    Tokenizer tokenizer = null;
    Weights weights = null;
    try (FileChannel channel = FileChannel.open(model.graph(), StandardOpenOption.READ)) {
      tokenizer = Tokenizer.load(model.tokenizer(), model.maxTokens(), model.lowerCase());
      OnnxModel onnx = OnnxModel.read(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer());
      WeightFiles files = WeightFiles.of(model.graph(), onnx);
      String output = output(model.graph(), onnx);
      boolean pooled = output.equals(POOLED_OUTPUT);
      TrainableGraph graph = TrainableGraph.of(onnx, output, pooled, HeadLayers.of(model, pooled), scope, dropout > 0);
      weights = Weights.read(model.graph(), files, graph.parameters(), seed);
      GraphRuns runs = GraphRuns.open(graph, files, weights.tensors());
      Noise noise = new Noise(graph.masks(), dropout, seed);
      return new TrainableEncoder(model, arena, tokenizer, files, graph, weights, runs, settings, noise);
    } catch (IOException | OrtException | RuntimeException e) {
      if (weights != null) {
        weights.close();
      }
      if (tokenizer != null) {
        tokenizer.close();
      }
      arena.close();
      throw e instanceof ModelException || e instanceof RuntimeException
          ? rethrown(e)
          : new ModelException(model.graph(), "is not fit for training: " + e.getMessage(), e);
    }
  }

  private static IOException rethrown(Exception e) throws ModelException {
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (ModelException) e;
  }

  private static String output(Path file, OnnxModel model) throws ModelException {
    for (String name : TOKEN_OUTPUTS) {
      if (model.outputs().contains(name)) {
        return name;
      }
    }
    if (model.outputs().contains(POOLED_OUTPUT)) {
      return POOLED_OUTPUT;
    }
    throw new ModelException(file, "has none of the outputs that embeddings come from, only " + model.outputs());
  }

  /// What is trained.
  public List<Parameter> parameters() {
    return graph.parameters();
  }

  /// The values of what is trained, by name and row-major. What is written here, the next call sees.
  public Map<String, FloatBuffer> weights() {
    return weights.values();
  }

  /// Coordinates of an embedding.
  public int dimension() {
    return runs.dimension();
  }

  /// What a call of [#gradients] holds at most beside model and weights, in bytes: activations, and whole gradients of
  /// as many pieces as are computed at once.
  public long bytes() {
    int longest = Math.min(model.maxTokens(), settings.tokenBudget());
    long weights = parameters().stream().mapToLong(Parameter::size).sum();
    return Math.max(settings.heldTokens(), settings.workers() * (long) settings.tokenBudget())
            * runs.bytesOfAToken(longest)
        + settings.workers() * weights * Float.BYTES;
  }

  /// Tokens of texts on one side of a comparison.
  public List<Tokens> tokens(List<String> texts, Prompt prompt) {
    String instruction = model.prompt(prompt);
    return texts.stream().map(text -> tokenizer.encode(instruction + text)).toList();
  }

  /// A row of unit length for each text.
  public Matrix embed(List<Tokens> texts) {
    return embed(texts, STILL);
  }

  private Matrix embed(List<Tokens> texts, long step) {
    float[][] rows = new float[texts.size()][];
    List<TokenBatch> pieces = TokenBatch.plan(texts, settings.tokenBudget());
    tasks.run(
        work(),
        pieces.stream().<Callable<float[]>>map(piece -> () -> embed(texts, piece, step)).toList(),
        (index, flat) -> scatter(flat, pieces.get(index), rows));
    return Matrix.of(rows);
  }

  /// The gradient of a function of the embeddings with respect to what is trained.
  ///
  /// @param upstream makes the gradient with respect to the embeddings, a row a text, from the embeddings
  /// @return good until the next call
  public Gradients gradients(List<Tokens> texts, UnaryOperator<Matrix> upstream) {
    return gradients(texts, 0, upstream);
  }

  /// The same with the noise of a step, if there is any.
  ///
  /// @param step 0 or more; the same step has the same noise
  public Gradients gradients(List<Tokens> texts, long step, UnaryOperator<Matrix> upstream) {
    gradients.clear();
    List<TokenBatch> pieces = TokenBatch.plan(texts, settings.tokenBudget());
    long tokens = pieces.stream().mapToLong(piece -> (long) piece.size() * piece.width()).sum();
    if (tokens > settings.heldTokens()) {
      Matrix gradient = upstream.apply(embed(texts, step));
      tasks.run(
          work(),
          pieces.stream()
              .<Callable<List<Sum>>>map(piece -> () -> {
                try (Held held = forward(texts, piece, step)) {
                  return backward(held, gradient);
                }
              })
              .toList(),
          (_, sums) -> sums.forEach(Sum::add));
      return gradients;
    }
    float[][] rows = new float[texts.size()][];
    List<Held> all = new ArrayList<>();
    try {
      tasks.run(
          work(),
          pieces.stream().<Callable<Held>>map(piece -> () -> forward(texts, piece, step)).toList(),
          (_, held) -> {
            all.add(held);
            scatter(held.embeddings(), held.batch(), rows);
          });
      Matrix gradient = upstream.apply(Matrix.of(rows));
      tasks.run(
          work(),
          all.stream().<Callable<List<Sum>>>map(held -> () -> backward(held, gradient)).toList(),
          (_, sums) -> sums.forEach(Sum::add));
    } finally {
      all.forEach(Held::close);
    }
    return gradients;
  }

  /// Takes the weights back towards those of the model, of which `1 - share` is mixed in.
  public void blend(double share) throws IOException {
    weights.blend(files, graph.parameters(), share);
  }

  /// Writes the weights as they are now into copies of the files of the model.
  ///
  /// @param copy a folder with the files of the model
  public void save(Path copy) throws IOException {
    new MergedWeights(model.graph(), ModelFolder.read(copy).graph(), files).write(graph.parameters(), weights.values());
  }

  @Override
  public void close() {
    tasks.close();
    runs.close();
    weights.close();
    tokenizer.close();
    arena.close();
  }

  /// Part of a gradient, to be added.
  @FunctionalInterface
  private interface Sum {
    void add();
  }

  /// The activations of a piece.
  private record Held(TokenBatch batch, Piece piece, OrtSession.Result result) implements AutoCloseable {

    float[] embeddings() {
      return floats(result.get(TrainableGraph.EMBEDDING).orElseThrow());
    }

    @Override
    public void close() {
      result.close();
      piece.close();
    }
  }

  private String work() {
    return "training " + model.name();
  }

  private Piece piece(List<Tokens> texts, TokenBatch batch, long step) throws OrtException {
    Piece piece = Piece.of(texts, batch, model.pooling());
    try {
      return piece.with(step == STILL ? noise.none(1, 1) : noise.of(batch, step));
    } catch (OrtException | RuntimeException e) {
      piece.close();
      throw e;
    }
  }

  private float[] embed(List<Tokens> texts, TokenBatch batch, long step) throws OrtException {
    try (Piece piece = piece(texts, batch, step);
        OrtSession.Result result = runs.embed(inputs(piece))) {
      return floats(result.get(0));
    }
  }

  private Held forward(List<Tokens> texts, TokenBatch batch, long step) throws OrtException {
    Piece piece = piece(texts, batch, step);
    try {
      return new Held(batch, piece, runs.forward(inputs(piece)));
    } catch (OrtException e) {
      piece.close();
      throw e;
    }
  }

  private List<Sum> backward(Held held, Matrix gradient) throws OrtException {
    float[][] rows = held.batch().rows().stream().map(gradient::row).toArray(float[][]::new);
    Map<String, OnnxTensor> inputs = inputs(held.piece());
    held.result().forEach(entry -> inputs.put(entry.getKey(), (OnnxTensor) entry.getValue()));
    try (OnnxTensor upstream = OnnxTensor.createTensor(OnnxRuntime.environment(), rows)) {
      inputs.put(Differentiation.UPSTREAM, upstream);
      try (OrtSession.Result result = runs.backward(inputs)) {
        List<Sum> sums = new ArrayList<>();
        for (WeightGradient weight : runs.graph().gradients()) {
          float[] values = floats(result.get(weight.output()).orElseThrow());
          if (weight.indices().isPresent()) {
            long[] indices = inputs.getOrDefault(weight.indices().get(), upstream).getLongBuffer().array();
            sums.add(() -> gradients.addRows(weight.weight(), indices, values));
          } else {
            sums.add(() -> gradients.add(weight.weight(), values));
          }
        }
        return sums;
      }
    }
  }

  private Map<String, OnnxTensor> inputs(Piece piece) {
    Map<String, OnnxTensor> inputs = new HashMap<>(weights.tensors());
    inputs.putAll(piece.tensors());
    return inputs;
  }

  private static float[] floats(Object tensor) {
    FloatBuffer values = ((OnnxTensor) tensor).getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  private static void scatter(float[] flat, TokenBatch batch, float[][] into) {
    int width = flat.length / batch.size();
    IntStream.range(0, batch.size())
        .forEach(row ->
            into[batch.rows().get(row)] =
                java.util.Arrays.copyOfRange(flat, row * width, (row + 1) * width));
  }
}
