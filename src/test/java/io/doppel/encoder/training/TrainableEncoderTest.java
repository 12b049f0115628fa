package io.doppel.encoder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.OnnxFile;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TinyTransformer.Family;
import io.doppel.encoder.TinyTransformer;
import io.doppel.encoder.graph.gradient.Parameter.Role;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.model.Dense;
import io.doppel.encoder.model.Modules;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.token.Tokens;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainableEncoderTest {

  private static final List<String> TEXTS =
      List.of("the cat ran to the river", "a dog", "how do i bake bread with milk and salt", "old bridge");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Family.class)
  void the_gradient_of_every_weight_is_how_the_loss_changes_with_it(Family family) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), family);
    try (TrainableEncoder encoder = TrainableEncoder.open(model, Scope.all(), settings(), 1)) {
      assertThat(encoder.parameters()).hasSizeGreaterThan(30);
      holdAgainstDifferences(encoder);
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void so_is_that_of_narrow_matrices_and_normalisations(Family family) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), family);
    Scope scope = new Scope(2, Scope.ALL_LAYERS, Set.of(Role.NORMALIZATION, Role.TABLE));
    try (TrainableEncoder encoder = TrainableEncoder.open(model, scope, settings(), 1)) {
      Random random = new Random(3);
      encoder.weights().forEach((name, values) -> {
        for (int i = 0; name.startsWith("up ") && i < values.capacity(); i++) {
          values.put(i, (float) (0.1 * random.nextGaussian()));
        }
      });
      holdAgainstDifferences(encoder);
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void so_it_is_with_noise_which_is_the_same_for_the_same_step(Family family) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), family);
    try (TrainableEncoder encoder = TrainableEncoder.open(model, Scope.all(), settings(), 1, .1);
        TrainableEncoder pieces = TrainableEncoder.open(model, Scope.all(), new TrainingSettings(2, 10, 1), 1, .1)) {
      List<Tokens> texts = encoder.tokens(TEXTS, Prompt.NONE);
      Matrix first = noisy(encoder, texts, 4);
      assertThat(noisy(encoder, texts, 4).toArray()).isEqualTo(first.toArray());
      assertThat(noisy(encoder, texts, 5).toArray()).isNotEqualTo(first.toArray());
      assertThat(noisy(pieces, texts, 4).row(0)).containsExactly(first.row(0), within(1e-4f));
      assertThat(encoder.embed(texts).toArray()).isNotEqualTo(first.toArray());
      holdAgainstDifferences(encoder, 5e-4, 0.06, each -> sum(noisy(each, texts, 0)));
    }
    try (TrainableEncoder still = TrainableEncoder.open(model, Scope.all(), settings(), 1);
        TrainableEncoder encoder = TrainableEncoder.open(model, Scope.all(), settings(), 1, .1)) {
      assertThat(encoder.embed(encoder.tokens(TEXTS, Prompt.NONE)).toArray())
          .containsExactly(still.embed(still.tokens(TEXTS, Prompt.NONE)).toArray(), within(1e-6f));
    }
  }

  private static Matrix noisy(TrainableEncoder encoder, List<Tokens> texts, long step) {
    List<Matrix> seen = new ArrayList<>();
    encoder.gradients(
        texts,
        step,
        embeddings -> {
          seen.add(embeddings);
          return upstream(embeddings);
        });
    return seen.getFirst();
  }

  @Test
  void the_last_layers_have_only_their_own_weights() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    try (TrainableEncoder encoder = TrainableEncoder.open(model, Scope.lastLayers(1), settings(), 1)) {
      assertThat(encoder.parameters())
          .extracting(Parameter::name)
          .allMatch(name -> name.startsWith("layer.1"))
          .noneMatch(name -> name.contains("key.bias"));
      assertThat(encoder.parameters()).hasSize(6 + 5 + 4);
    }
  }

  @Test
  void a_large_batch_has_the_same_gradient_piece_by_piece() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    try (TrainableEncoder one = TrainableEncoder.open(model, Scope.lowRank(2), new TrainingSettings(1, 1000, 1000), 1);
        TrainableEncoder other = TrainableEncoder.open(model, Scope.lowRank(2), new TrainingSettings(2, 10, 1), 1)) {
      Gradients whole = one.gradients(one.tokens(TEXTS, Prompt.NONE), TrainableEncoderTest::upstream);
      Gradients pieces = other.gradients(other.tokens(TEXTS, Prompt.NONE), TrainableEncoderTest::upstream);
      assertThat(whole.norm()).isGreaterThan(0);
      whole
          .whole()
          .forEach((name, gradient) ->
              assertThat(pieces.whole().get(name))
                  .as(name)
                  .containsExactly(gradient, within(1e-4f)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void the_same_batch_has_the_same_gradient_to_the_bit_whoever_computes_it(int workers) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    try (TrainableEncoder one =
            TrainableEncoder.open(model, Scope.all(), new TrainingSettings(1, 10, 1000), 1);
        TrainableEncoder other =
            TrainableEncoder.open(model, Scope.all(), new TrainingSettings(workers, 10, 1000), 1)) {
      Gradients first = one.gradients(one.tokens(TEXTS, Prompt.NONE), TrainableEncoderTest::upstream);
      Gradients second = other.gradients(other.tokens(TEXTS, Prompt.NONE), TrainableEncoderTest::upstream);
      first.whole().forEach((name, gradient) -> assertThat(second.whole().get(name)).as(name).isEqualTo(gradient));
    }
  }

  @Test
  void a_saved_model_embeds_as_the_trained_one() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.XLM_R);
    Path copy = folder.resolve("copy");
    TinyTransformer.write(copy, Family.XLM_R);
    try (TrainableEncoder encoder =
        TrainableEncoder.open(model, new Scope(2, Scope.ALL_LAYERS, Set.of(Role.NORMALIZATION)), settings(), 1)) {
      Random random = new Random(5);
      for (FloatBuffer values : encoder.weights().values()) {
        for (int i = 0; i < values.capacity(); i++) {
          values.put(i, values.get(i) + (float) (0.1 * random.nextGaussian()));
        }
      }
      Matrix trained = encoder.embed(encoder.tokens(TEXTS, Prompt.NONE));
      encoder.save(copy);
      try (OnnxEncoder saved = OnnxEncoder.load(copy, EncoderSettings.standard());
          OnnxEncoder before = OnnxEncoder.load(model, EncoderSettings.standard())) {
        List<Embedding> after = saved.encode(TEXTS, Prompt.NONE);
        for (int i = 0; i < TEXTS.size(); i++) {
          assertThat(after.get(i).toArray()).containsExactly(trained.row(i), within(1e-5f));
          assertThat(after.get(i).cosine(before.encode(TEXTS.get(i), Prompt.NONE))).isLessThan(0.999f);
        }
      }
    }
  }

  @Test
  void layers_behind_the_graph_have_their_part_in_the_gradient_and_stay_as_they_are() throws IOException {
    Path graph = TinyTransformer.write(folder.resolve("graph"), Family.BERT).resolve("model.onnx");
    Path model = layered(folder.resolve("model"), graph);
    Path copy = layered(folder.resolve("copy"), graph);
    try (TrainableEncoder encoder = TrainableEncoder.open(model, Scope.lowRank(2), settings(), 1);
        OnnxEncoder before = OnnxEncoder.load(model, EncoderSettings.standard())) {
      Matrix rows = encoder.embed(encoder.tokens(TEXTS, Prompt.NONE));
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(before.encode(TEXTS.get(i), Prompt.NONE).toArray()).containsExactly(rows.row(i), within(1e-5f));
      }
      Random random = new Random(3);
      encoder.weights().forEach((name, values) -> {
        for (int i = 0; name.startsWith("up ") && i < values.capacity(); i++) {
          values.put(i, (float) (0.1 * random.nextGaussian()));
        }
      });
      holdAgainstDifferences(encoder);
      Matrix trained = encoder.embed(encoder.tokens(TEXTS, Prompt.NONE));
      encoder.save(copy);
      try (OnnxEncoder saved = OnnxEncoder.load(copy, EncoderSettings.standard())) {
        assertThat(saved.dimension()).isEqualTo(40);
        for (int i = 0; i < TEXTS.size(); i++) {
          assertThat(saved.encode(TEXTS.get(i), Prompt.NONE).toArray())
              .containsExactly(trained.row(i), within(1e-5f));
        }
      }
    }
  }

  /// With a layer that widens, and an adapter behind that. They are larger than what a graph keeps inside.
  private static Path layered(Path model, Path graph) throws IOException {
    Random random = new Random(4);
    float[] weights = new float[40 * 8];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    new TinyModel()
        .dimension(8)
        .maxTokens(32)
        .dense("torch.nn.modules.activation.Tanh", weights, new float[40])
        .writeTo(model);
    Files.copy(graph, model.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
    Matrix adapter = Matrix.zero(40, 40);
    for (int i = 0; i < 40; i++) {
      adapter.row(i)[i] = 1;
      adapter.row(i)[(i + 7) % 40] = 0.5f;
    }
    Modules.append(model, new Dense(adapter, new float[40], Dense.Activation.IDENTITY));
    return model;
  }

  @Test
  void an_operator_without_a_rule_is_refused_by_its_name() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    byte[] graph =
        new OnnxFile()
            .input("input_ids")
            .constant("words", new float[3000 * 64], 3000, 64)
            .node("Gather", List.of("words", "input_ids"), "found")
            .node("Hardmax", List.of("found"), "last_hidden_state")
            .output("last_hidden_state", "batch", "sequence", 64)
            .toBytes();
    Files.write(model.resolve("model.onnx"), graph);
    assertThatThrownBy(() -> TrainableEncoder.open(model, Scope.all(), settings(), 1))
        .hasMessageContaining("there is no gradient of the operator Hardmax");
  }

  @Test
  void a_quantised_graph_is_refused() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    byte[] graph =
        new OnnxFile()
            .input("input_ids")
            .constant("words", new float[3000 * 64], 3000, 64)
            .node("Gather", List.of("words", "input_ids"), "found")
            .node("DynamicQuantizeLinear", List.of("found"), "last_hidden_state")
            .output("last_hidden_state", "batch", "sequence", 64)
            .toBytes();
    Files.write(model.resolve("model.onnx"), graph);
    assertThatThrownBy(() -> TrainableEncoder.open(model, Scope.lowRank(4), settings(), 1))
        .hasMessageContaining("it is quantised (DynamicQuantizeLinear); train the float32 model");
  }

  private static TrainingSettings settings() {
    return new TrainingSettings(2, 16, 1000);
  }

  private static Matrix upstream(Matrix embeddings) {
    Matrix upstream = Matrix.zero(embeddings.rows(), embeddings.columns());
    for (int i = 0; i < embeddings.rows(); i++) {
      for (int j = 0; j < embeddings.columns(); j++) {
        upstream.row(i)[j] = (float) Math.sin(embeddings.columns() * i + j);
      }
    }
    return upstream;
  }

  private static double loss(TrainableEncoder encoder, List<Tokens> texts) {
    return sum(encoder.embed(texts));
  }

  private static double sum(Matrix embeddings) {
    Matrix upstream = upstream(embeddings);
    double sum = 0;
    for (int i = 0; i < embeddings.rows(); i++) {
      for (int j = 0; j < embeddings.columns(); j++) {
        sum += (double) embeddings.row(i)[j] * upstream.row(i)[j];
      }
    }
    return sum;
  }

  /// Along a random direction for each weight, where the rows that no text reads do not count.
  private static void holdAgainstDifferences(TrainableEncoder encoder) {
    List<Tokens> texts = encoder.tokens(TEXTS, Prompt.NONE);
    holdAgainstDifferences(encoder, 2e-3, 0.02, each -> loss(each, texts));
  }

  private static void holdAgainstDifferences(
      TrainableEncoder encoder, double step, double tolerance, ToDoubleFunction<TrainableEncoder> loss) {
    Random random = new Random(11);
    List<Tokens> texts = encoder.tokens(TEXTS, Prompt.NONE);
    Gradients gradients = encoder.gradients(texts, TrainableEncoderTest::upstream);
    for (Parameter parameter : encoder.parameters()) {
      FloatBuffer values = Objects.requireNonNull(encoder.weights().get(parameter.name()));
      float[] before = new float[values.capacity()];
      values.get(0, before);
      float[] gradient = gradients.toArray(parameter);
      double norm = 0;
      double along = 0;
      float[] direction = new float[before.length];
      for (int i = 0; i < before.length; i++) {
        direction[i] = gradient[i] == 0 ? 0 : (float) random.nextGaussian();
        norm += (double) gradient[i] * gradient[i];
        along += (double) gradient[i] * direction[i];
      }
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        for (int i = 0; i < before.length; i++) {
          values.put(i, (float) (before[i] + (2 * side - 1) * step * direction[i]));
        }
        losses[side] = loss.applyAsDouble(encoder);
      }
      values.put(0, before);
      double measured = (losses[1] - losses[0]) / (2 * step);
      assertThat(measured).as(parameter.name()).isCloseTo(along, within(2e-3 + tolerance * Math.sqrt(norm)));
      assertThat(norm).as(parameter.name()).isGreaterThan(0);
    }
  }
}
