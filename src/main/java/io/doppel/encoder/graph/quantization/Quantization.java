package io.doppel.encoder.graph.quantization;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.Gate;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.OnnxNode;
import io.doppel.encoder.graph.Patterns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes the products with weights of a BERT-like graph products of integers of eight bits. All else stays float32:
/// sums, normalisations, softmax, GELU, the products inside of attention.
///
/// A matrix of weights has a scale for each of its columns, as in Jacob et al., 2018 ("Quantization and Training of
/// Neural Networks for Efficient Integer-Arithmetic-Only Inference"). What it is multiplied with has a scale for each
/// *row*, that is, for each token, found when the graph runs, as in Yao et al., 2022 ("ZeroQuant"). Sums of integers
/// are exact, so what becomes of a token depends on nothing but its own row: a text has the same embedding, bit for
/// bit, alone and in any batch. Columns of large activations are evened out before, see [Smoothing].
///
/// What comes out of a GELU is never below −0.17. Its scale starts there and spends all 256 steps on what can occur;
/// the constant that this leaves behind is taken from the bias.
public final class Quantization {

  /// The least value of a GELU is −0.16997.
  private static final float GELU_FLOOR = 0.17f;

  /// A matrix that is narrower than this part of its length, such as of LoRA, costs little and stays.
  private static final int NARROW = 8;

  private static final String DOMAIN = "com.microsoft";

  private static final String ONE = "int8/one";
  private static final String LEAST = "int8/least";
  private static final String FLOOR = "int8/floor";
  private static final String LAST_AXIS = "int8/last";

  private final OnnxModel model;
  private final Values values;
  private final Map<String, float[]> reach;
  private final Patterns patterns;
  private final long operatorSet;

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<Constant> added = new ArrayList<>();

  /// By the value that they were made of.
  private final Map<String, Rows> quantized = new HashMap<>();

  /// Biases that are taken anew when their turn comes.
  private final Map<OnnxNode, OnnxNode> lowered = new HashMap<>();

  private Quantization(OnnxModel model, Values values, Map<String, float[]> reach) throws IOException {
    this.model = model;
    this.values = values;
    this.reach = reach;
    this.patterns = new Patterns(model);
    this.operatorSet = model.operatorSet();
  }

  /// Reads constants of float32 that may be large, or lie in another file.
  @FunctionalInterface
  public interface Values {
    float[] of(Constant constant) throws IOException;
  }

  /// Where a row's scale starts, and how many steps it has.
  private enum Range {
    /// 127 steps to either side of 0.
    CENTRED(127, 128),
    /// 255 steps from the floor of a GELU.
    FLOORED(255, 0);

    final int steps;
    final int zero;

    Range(int steps, int zero) {
      this.steps = steps;
      this.zero = zero;
    }

    String stepsName() {
      return "int8/steps-" + steps;
    }

    String zeroName() {
      return "int8/zero-" + zero;
    }
  }

  /// A value in integers.
  ///
  /// @param integers their name
  /// @param scales the name of what a step of each row is worth
  private record Rows(String integers, String scales, Range range, Smoothing smoothing) {}

  /// Names of what is multiplied with weights: what [#apply] wants to know the reach of.
  ///
  /// @throws IOException if there is no product with weights; the message is the end of a sentence about the file
  public static Set<String> multiplied(OnnxModel model) throws IOException {
    Set<String> names = new TreeSet<>();
    for (OnnxNode node : model.nodes()) {
      if (weight(model, node).isPresent()) {
        names.add(node.inputs().getFirst());
      }
    }
    if (names.isEmpty()) {
      throw new IOException("has no products with weights of float32");
    }
    return names;
  }

  /// The same graph with its products in integers. The graph reads the same and gives the same, nearly.
  ///
  /// @param values reads the weights
  /// @param reach the largest absolute value of each column of [#multiplied], by name, as texts have them; what is
  ///     missing is not evened out
  /// @throws IOException if weights cannot be read; the message is the end of a sentence about the file
  public static OnnxModel apply(OnnxModel model, Values values, Map<String, float[]> reach) throws IOException {
    return new Quantization(model, values, reach).quantized();
  }

  private static Optional<Constant> weight(OnnxModel model, OnnxNode node) {
    return node.operator().equals("MatMul")
        ? Optional.ofNullable(model.constants().get(node.inputs().get(1)))
            .filter(constant -> constant.isReal() && constant.shape().size() == 2)
            .filter(constant -> !isNarrow(constant) && !Gate.owns(constant.name()))
        : Optional.empty();
  }

  private static boolean isNarrow(Constant matrix) {
    long rows = matrix.shape().getFirst();
    long columns = matrix.shape().getLast();
    return NARROW * Math.min(rows, columns) < Math.max(rows, columns);
  }

  private OnnxModel quantized() throws IOException {
    added.add(Constant.of(ONE, List.of(), 1));
    added.add(Constant.of(LEAST, List.of(), 1e-12f));
    added.add(Constant.of(FLOOR, List.of(), GELU_FLOOR));
    added.add(Constant.of(LAST_AXIS, List.of(-1L)));
    for (Range range : Range.values()) {
      added.add(Constant.of(range.stepsName(), List.of(), range.steps));
      added.add(Constant.ofBytes(range.zeroName(), false, List.of(), (byte) range.zero));
    }
    for (OnnxNode node : model.nodes()) {
      Optional<Constant> weight = weight(model, node);
      if (weight.isPresent()) {
        multiply(node, weight.get());
      } else {
        nodes.add(lowered.getOrDefault(node, node));
      }
    }
    return model.with(nodes, added);
  }

  private void multiply(OnnxNode product, Constant weight) throws IOException {
    String input = product.inputs().getFirst();
    String result = product.outputs().getFirst();
    Rows rows = quantized.get(input);
    if (rows == null) {
      rows = rows(input, weight.shape().getFirst().intValue());
      quantized.put(input, rows);
    }
    int columns = weight.shape().getLast().intValue();
    IntegerWeights weights = IntegerWeights.of(rows.smoothing().of(values.of(weight)), columns);
    String name = "int8/" + weight.name();
    if (model.constants().containsKey(name)) {
      throw new IOException("has been quantised already");
    }
    added.add(Constant.ofBytes(name, true, weight.shape(), weights.integers()));
    added.add(Constant.of(name + "/scales", List.of((long) columns), weights.scales()));
    added.add(Constant.ofBytes(name + "/zeros", true, List.of((long) columns), new byte[columns]));
    nodes.add(
        OnnxNode.of(
            "MatMulIntegerToFloat",
            DOMAIN,
            List.of(rows.integers(), name, ONE, name + "/scales", rows.range().zeroName(), name + "/zeros"),
            List.of(result + "/int8")));
    nodes.add(OnnxNode.of("Mul", "", List.of(result + "/int8", rows.scales()), List.of(result)));
    if (rows.range() == Range.FLOORED) {
      lower(bias(result).orElseThrow(), result, weights, rows.smoothing().factors());
    }
  }

  /// The step that adds a constant to a product, where nothing else reads that; other terms of the sum may come before,
  /// as behind a gate.
  private Optional<OnnxNode> bias(String product) {
    List<OnnxNode> readers = model.nodes().stream().filter(node -> node.inputs().contains(product)).toList();
    if (readers.size() != 1 || model.outputs().contains(product) || !readers.getFirst().operator().equals("Add")) {
      return Optional.empty();
    }
    String sum = readers.getFirst().outputs().getFirst();
    return patterns.operands(sum, "Add").value().equals(product) ? Optional.of(readers.getFirst()) : bias(sum);
  }

  /// Takes from a bias what the floor has added to each row.
  private void lower(OnnxNode sum, String product, IntegerWeights weights, float[] factors) throws IOException {
    Patterns.Operands operands = patterns.operands(sum.outputs().getFirst(), "Add");
    Constant bias = patterns.constant(operands.constant()).orElseThrow();
    float[] rest = values.of(bias);
    for (int column = 0; column < rest.length; column++) {
      rest[column] -= (float) (GELU_FLOOR * weights.sum(column, factors));
    }
    added.add(Constant.of(product + "/bias", bias.shape(), rest));
    lowered.put(sum, OnnxNode.of("Add", "", List.of(operands.value(), product + "/bias"), sum.outputs()));
  }

  private Rows rows(String input, int columns) throws IOException {
    Range range = isGelu(input) && biases(input).allMatch(Optional::isPresent) ? Range.FLOORED : Range.CENTRED;
    Smoothing smoothing = smoothing(input, columns);
    String name = input + "/int8";
    String raised = input;
    if (range == Range.FLOORED) {
      raised = name + "/raised";
      nodes.add(OnnxNode.of("Add", "", List.of(input, FLOOR), List.of(raised)));
    }
    String even = raised;
    if (!smoothing.isNone()) {
      even = name + "/even";
      added.add(Constant.of(name + "/factors", List.of((long) columns), smoothing.factors()));
      nodes.add(OnnxNode.of("Mul", "", List.of(raised, name + "/factors"), List.of(even)));
    }
    String sizes = even;
    if (range == Range.CENTRED) {
      sizes = name + "/sizes";
      nodes.add(OnnxNode.of("Abs", "", List.of(even), List.of(sizes)));
    }
    nodes.add(OnnxNode.greatest(operatorSet, sizes, -1, LAST_AXIS, name + "/greatest"));
    nodes.add(OnnxNode.of("Max", "", List.of(name + "/greatest", LEAST), List.of(name + "/size")));
    nodes.add(OnnxNode.of("Div", "", List.of(range.stepsName(), name + "/size"), List.of(name + "/steps")));
    nodes.add(OnnxNode.of("Div", "", List.of(name + "/size", range.stepsName()), List.of(name + "/scales")));
    nodes.add(OnnxNode.of("Mul", "", List.of(even, name + "/steps"), List.of(name + "/scaled")));
    nodes.add(OnnxNode.of("QuantizeLinear", "", List.of(name + "/scaled", ONE, range.zeroName()), List.of(name)));
    return new Rows(name, name + "/scales", range, smoothing);
  }

  private boolean isGelu(String value) throws IOException {
    Optional<OnnxNode> maker = patterns.maker(value);
    return maker.isPresent() && patterns.gelu(maker.get()).isPresent();
  }

  /// The biases of all products of a value.
  private Stream<Optional<OnnxNode>> biases(String input) {
    return model.nodes().stream()
        .filter(node -> weight(model, node).isPresent() && node.inputs().getFirst().equals(input))
        .map(node -> bias(node.outputs().getFirst()));
  }

  private Smoothing smoothing(String input, int columns) throws IOException {
    float[] activations = reach.get(input);
    if (activations == null) {
      return Smoothing.none(columns);
    }
    float[] weights = new float[columns];
    for (OnnxNode node : model.nodes()) {
      Optional<Constant> weight = weight(model, node);
      if (weight.isPresent() && node.inputs().getFirst().equals(input)) {
        float[] all = values.of(weight.get());
        int width = all.length / columns;
        for (int i = 0; i < all.length; i++) {
          weights[i / width] = Math.max(weights[i / width], Math.abs(all[i]));
        }
      }
    }
    return Smoothing.of(activations, weights);
  }
}
