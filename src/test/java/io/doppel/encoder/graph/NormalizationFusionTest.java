package io.doppel.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.OnnxFile;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationFusionTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2/model.onnx");
  private static final int WORDS = 50;
  private static final int DIMENSION = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"true, bias, skip", "true, product, sum", "false, bias, sum", "false, product, skip"})
  void bias_residual_and_normalisation_become_one_node_that_gives_the_same(
      boolean spelledOut, String biasFirst, String skipFirst) throws IOException, OrtException {
    OnnxFile file = start();
    normalize(file, spelledOut, "embedded", "normal");
    file.node("MatMul", List.of("normal", "weights"), "product")
        .node("Add", order(biasFirst.equals("bias"), "bias", "product"), "sum")
        .node("Add", order(skipFirst.equals("skip"), "normal", "sum"), "residual");
    normalize(file, spelledOut, "residual", "last");
    byte[] original = file.output("last", "batch", "sequence", DIMENSION).toBytes();

    OnnxModel fused = NormalizationFusion.apply(OnnxModel.read(ByteBuffer.wrap(original)));

    assertThat(fused.nodes())
        .filteredOn(node -> node.operator().equals("SkipLayerNormalization"))
        .hasSize(1);
    assertThat(fused.nodes()).noneMatch(node -> node.outputs().contains("residual"));
    assertThat(run(original, fused)).containsExactly(run(original, null), within(1e-5f));
  }

  @Test
  void a_residual_of_another_shape_is_left_as_it_is() throws IOException {
    OnnxFile file = start();
    file.node("MatMul", List.of("embedded", "weights"), "product")
        .node("Add", List.of("product", "bias"), "sum")
        .node("Add", List.of("sum", "position"), "residual");
    normalize(file, true, "residual", "last");
    OnnxModel model =
        OnnxModel.read(
            ByteBuffer.wrap(file.output("last", "batch", "sequence", DIMENSION).toBytes()));
    assertThat(NormalizationFusion.apply(model)).isSameAs(model);
  }

  @Test
  void a_normalisation_over_another_dimension_is_left_as_it_is() throws IOException {
    OnnxFile file = start();
    file.node("LayerNormalization", List.of("embedded", "gamma", "beta"), "normal", "axis", 1)
        .node("MatMul", List.of("normal", "weights"), "product")
        .node("Add", List.of("product", "bias"), "sum")
        .node("Add", List.of("sum", "normal"), "residual")
        .node("LayerNormalization", List.of("residual", "gamma", "beta"), "last", "axis", 1);
    OnnxModel model =
        OnnxModel.read(
            ByteBuffer.wrap(file.output("last", "batch", "sequence", DIMENSION).toBytes()));
    assertThat(NormalizationFusion.apply(model)).isSameAs(model);
  }

  @Test
  void both_normalisations_of_each_of_the_six_layers_of_the_default_model_are_joined()
      throws IOException {
    assumeTrue(Files.exists(MODEL), "skipped: no model at " + MODEL);
    OnnxModel fused =
        NormalizationFusion.apply(OnnxModel.read(ByteBuffer.wrap(Files.readAllBytes(MODEL))));
    assertThat(fused.nodes())
        .filteredOn(node -> node.operator().equals("SkipLayerNormalization"))
        .hasSize(12);
    assertThat(fused.toBytes("model.onnx")).hasSizeLessThan(200_000);
  }

  @Test
  void the_products_of_a_text_cost_two_operations_a_weight_and_token_and_more_in_the_attention()
      throws IOException {
    OnnxFile file = start();
    file.node("MatMul", List.of("embedded", "weights"), "product")
        .node("MatMul", List.of("product", "embedded"), "attention");
    ProductWork work =
        OnnxModel.read(ByteBuffer.wrap(file.output("attention", "batch", "sequence", 1).toBytes()))
            .productWork();
    assertThat(work).isEqualTo(new ProductWork(DIMENSION * DIMENSION, 1));
    assertThat(work.operations(3, DIMENSION))
        .isEqualTo(2 * 3 * DIMENSION * DIMENSION + 2 * 3 * 3 * DIMENSION);
  }

  @Test
  void a_file_cut_short_anywhere_is_refused() {
    byte[] whole = start().output("embedded", "batch", "sequence", DIMENSION).toBytes();
    for (int length : List.of(1, 3, whole.length / 3, whole.length / 2, whole.length - 1)) {
      assertThatThrownBy(() -> OnnxModel.read(ByteBuffer.wrap(whole, 0, length)))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("it (is cut short at byte \\d+|holds no graph)");
    }
  }

  private static OnnxFile start() {
    return new OnnxFile()
        .operators(17)
        .input("input_ids")
        .constant("words", random(1, WORDS * DIMENSION), WORDS, DIMENSION)
        .constant("weights", random(2, DIMENSION * DIMENSION), DIMENSION, DIMENSION)
        .constant("bias", random(3, DIMENSION), DIMENSION)
        .constant("gamma", random(4, DIMENSION), DIMENSION)
        .constant("beta", random(5, DIMENSION), DIMENSION)
        .constant("position", random(6, 3 * DIMENSION), 1, 3, DIMENSION)
        .constant("two", new float[] {2})
        .constant("epsilon", new float[] {1e-5f})
        .node("Gather", List.of("words", "input_ids"), "embedded");
  }

  private static void normalize(OnnxFile file, boolean spelledOut, String input, String output) {
    if (!spelledOut) {
      file.node("LayerNormalization", List.of(input, "gamma", "beta"), output);
      return;
    }
    file.node("ReduceMean", List.of(input), output + ".mean", "axes", -1)
        .node("Sub", List.of(input, output + ".mean"), output + ".centred")
        .node("Pow", List.of(output + ".centred", "two"), output + ".squares")
        .node("ReduceMean", List.of(output + ".squares"), output + ".variance", "axes", -1)
        .node("Add", List.of(output + ".variance", "epsilon"), output + ".safe")
        .node("Sqrt", List.of(output + ".safe"), output + ".deviation")
        .node("Div", List.of(output + ".centred", output + ".deviation"), output + ".unit")
        .node("Mul", List.of("gamma", output + ".unit"), output + ".scaled")
        .node("Add", List.of(output + ".scaled", "beta"), output);
  }

  private static List<String> order(boolean kept, String first, String second) {
    return kept ? List.of(first, second) : List.of(second, first);
  }

  private static float[] random(int seed, int size) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /// Runs the rewritten graph, with its weights in the file of the original; without one, the
  /// original.
  private float[] run(byte[] original, @Nullable OnnxModel fused) throws IOException, OrtException {
    Path file = Files.write(folder.resolve("model.onnx"), original);
    Path started =
        fused == null
            ? file
            : Files.write(folder.resolve("fused.onnx"), fused.toBytes("model.onnx"));
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession session = environment.createSession(started.toString());
        OnnxTensor ids =
            OnnxTensor.createTensor(environment, new long[][] {{1, 2, 3}, {4, 49, 0}});
        OrtSession.Result result = session.run(Map.of("input_ids", ids))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] output = new float[values.remaining()];
      values.get(output);
      return output;
    }
  }
}
