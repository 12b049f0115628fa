package io.doppel.encoder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.learn.loss.CoSent;
import io.doppel.learn.loss.LossValue;
import io.doppel.learn.optimizer.AdamW;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the gradients of the real model against those of PyTorch.
class GradientParityTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path GOLD = Path.of("../shared/gold/gradients.json");
  private static final List<String> MATRICES =
      List.of(
          "attention.self.query",
          "attention.self.key",
          "attention.self.value",
          "attention.output.dense",
          "intermediate.dense",
          "output.dense");

  private static JsonNode gold;

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model in " + MODEL);
    assumeTrue(Files.exists(GOLD), "skipped: no gradients to compare with in " + GOLD);
    gold = JsonMapper.shared().readTree(Files.readString(GOLD));
  }

  @Test
  void every_weight_has_the_gradient_that_pytorch_gives_it() throws IOException {
    List<String> texts = gold.path("gradients").path("texts").valueStream().map(JsonNode::asString).toList();
    try (TrainableEncoder encoder = TrainableEncoder.open(MODEL, Scope.all(), new TrainingSettings(2, 64, 4096), 1)) {
      Gradients gradients =
          encoder.gradients(
              encoder.tokens(texts, Prompt.NONE),
              embeddings -> upstream(embeddings.rows(), embeddings.columns()));
      int compared = 0;
      int matrices = 0;
      for (Parameter parameter : encoder.parameters()) {
        boolean matrix = ((Parameter.Whole) parameter).role() == Parameter.Role.MATRIX;
        String name =
            matrix
                ? "encoder.layer.%d.%s.weight"
                    .formatted(
                        matrices / MATRICES.size(), MATRICES.get(matrices++ % MATRICES.size()))
                : parameter.name();
        compare(
            name,
            gold.path("gradients").path("weights").path("0.model." + name),
            gradient(gradients, parameter, matrix));
        compared++;
      }
      assertThat(compared).as("all but the six biases of keys").isEqualTo(101 - 6);
    }
  }

  @Test
  void ten_steps_of_training_have_the_losses_that_pytorch_has() throws IOException {
    Path data = Path.of("../shared/data/stsb-en/pairs.train.tsv");
    assumeTrue(Files.exists(data), "skipped: no pairs to train with in " + data);
    JsonNode training = gold.path("training");
    List<String[]> pairs = Files.readAllLines(data).stream().limit(160).map(line -> line.split("\t", -1)).toList();
    try (TrainableEncoder encoder = TrainableEncoder.open(MODEL, Scope.all(), new TrainingSettings(2, 512, 4096), 1)) {
      AdamW adam = new AdamW(0.01);
      for (int step = 0; step < 10; step++) {
        List<String[]> batch = pairs.subList(16 * step, 16 * step + 16);
        List<String> texts =
            Stream.concat(batch.stream().map(pair -> pair[2]), batch.stream().map(pair -> pair[3]))
                .toList();
        double[] labels = batch.stream().mapToDouble(pair -> Double.parseDouble(pair[1]) / 5).toArray();
        double[] value = new double[1];
        Gradients gradients =
            encoder.gradients(
                encoder.tokens(texts, Prompt.NONE),
                embeddings -> {
                  List<float[]> rows = IntStream.range(0, 32).mapToObj(embeddings::row).toList();
                  LossValue loss =
                      new CoSent(20)
                          .of(
                              List.of(
                                  Matrix.of(rows.subList(0, 16)), Matrix.of(rows.subList(16, 32))),
                              labels);
                  value[0] = loss.value();
                  return Matrix.of(
                      loss.gradients().stream()
                          .flatMap(half -> IntStream.range(0, 16).mapToObj(half::row))
                          .toList());
                });
        adam.next();
        gradients.whole().forEach((name, gradient) -> adam.update(name, weights(encoder, name), 0, gradient, 1, 2e-5));
        gradients
            .rows()
            .forEach((name, rows) ->
                rows.forEach((row, gradient) ->
                    adam.update(
                        name, weights(encoder, name), row * gradient.length, gradient, 1, 2e-5)));
        assertThat(value[0]).as("step %d", step).isCloseTo(training.path("losses").path(step).asDouble(), within(0.01));
      }
      List<String> texts = training.path("texts").valueStream().map(JsonNode::asString).toList();
      Matrix after = encoder.embed(encoder.tokens(texts, Prompt.NONE));
      for (int i = 0; i < texts.size(); i++) {
        List<Double> expected = numbers(training.path("embeddings_after").path(i));
        double cosine = 0;
        for (int j = 0; j < expected.size(); j++) {
          cosine += expected.get(j) * after.row(i)[j];
        }
        assertThat(cosine).as(texts.get(i)).isGreaterThan(0.9999);
      }
    }
  }

  private static FloatBuffer weights(TrainableEncoder encoder, String name) {
    return Objects.requireNonNull(encoder.weights().get(name));
  }

  private static Matrix upstream(int rows, int columns) {
    Matrix upstream = Matrix.zero(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        upstream.row(i)[j] = (float) Math.sin(columns * i + j);
      }
    }
    return upstream;
  }

  /// Row-major as PyTorch has it, where a row of a matrix belongs to an output.
  private static float[] gradient(Gradients gradients, Parameter parameter, boolean transposed) {
    float[] whole = gradients.toArray(parameter);
    if (!transposed) {
      return whole;
    }
    int rows = parameter.shape().get(0).intValue();
    int columns = parameter.shape().get(1).intValue();
    float[] flat = new float[whole.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        flat[j * rows + i] = whole[i * columns + j];
      }
    }
    return flat;
  }

  private static void compare(String name, JsonNode expected, float[] gradient) {
    assertThat(expected.isMissingNode()).as(name).isFalse();
    double norm = expected.path("norm").asDouble();
    double squares = 0;
    double largest = 0;
    for (float value : gradient) {
      squares += (double) value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    // The reference sums in float32.
    assertThat(Math.sqrt(squares)).as("norm of " + name).isCloseTo(norm, within(5e-5 * norm));
    double owed = 1e-5 * largest;
    List<Double> first = numbers(expected.path("first"));
    for (int i = 0; i < first.size(); i++) {
      assertThat((double) gradient[i]).as(name + " at " + i).isCloseTo(first.get(i), within(owed));
    }
    List<Double> last = numbers(expected.path("last"));
    for (int i = 0; i < last.size(); i++) {
      assertThat((double) gradient[gradient.length - last.size() + i]).as(name).isCloseTo(last.get(i), within(owed));
    }
    if (expected.has("row")) {
      int width = expected.path("shape").path(1).asInt();
      int row = expected.path("row").asInt();
      List<Double> there = new ArrayList<>();
      for (float value : Arrays.copyOfRange(gradient, row * width, row * width + 6)) {
        there.add((double) value);
      }
      for (int i = 0; i < 6; i++) {
        assertThat(there.get(i)).as(name).isCloseTo(numbers(expected.path("row_first")).get(i), within(owed));
      }
    }
  }

  private static List<Double> numbers(JsonNode list) {
    return list.valueStream().map(JsonNode::asDouble).toList();
  }
}
