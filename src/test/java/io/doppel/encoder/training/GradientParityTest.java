package io.doppel.encoder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
          encoder.gradients(encoder.tokens(texts, Prompt.NONE), embeddings -> upstream(embeddings.rows(), embeddings.columns()));
      int compared = 0;
      int matrices = 0;
      for (Parameter parameter : encoder.parameters()) {
        boolean matrix = ((Parameter.Whole) parameter).role() == Parameter.Role.MATRIX;
        String name =
            matrix
                ? "encoder.layer.%d.%s.weight".formatted(matrices / MATRICES.size(), MATRICES.get(matrices++ % MATRICES.size()))
                : parameter.name();
        compare(name, gold.path("gradients").path("weights").path("0.model." + name), gradient(gradients, parameter, matrix));
        compared++;
      }
      assertThat(compared).as("all but the six biases of keys").isEqualTo(101 - 6);
    }
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
