package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Joins each bias, residual connection and layer normalisation of a BERT-like graph into one
/// operation, `SkipLayerNormalization`. ONNX Runtime does this by itself only where the length of
/// the texts is a fixed number (`skip_layer_norm_fusion.cc`), and its plain `LayerNormalization` is
/// slow.
///
/// A normalisation is joined where it reads `(product + bias) + skip`, the product coming from a
/// matrix multiplication and `skip` from another normalisation, for then all three have the same
/// shape. Anything else stays as it is.
public final class NormalizationFusion {

  private static final Set<String> WITH_SUBGRAPHS = Set.of("If", "Loop", "Scan");
  private static final Set<String> SCALINGS = Set.of("Mul", "Cast");

  private final OnnxModel model;
  private final Map<String, OnnxNode> producers = new HashMap<>();

  /// What a layer normalisation reads.
  private record Normalization(String input, String gamma, String beta, float epsilon) {}

  /// The two operands of an operation, one of them constant. Where there is no such operation, both
  /// names are empty, and no value has an empty name.
  private record Operands(String value, String constant) {
    static final Operands NONE = new Operands("", "");
  }

  private NormalizationFusion(OnnxModel model) {
    this.model = model;
    for (OnnxNode node : model.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
  }

  /// The model with every such place joined; the same model where there is none.
  public static OnnxModel apply(OnnxModel model) throws IOException {
    // A subgraph may read values of the graph around it without saying so.
    if (model.nodes().stream().anyMatch(node -> WITH_SUBGRAPHS.contains(node.operator()))) {
      return model;
    }
    return new NormalizationFusion(model).join();
  }

  private OnnxModel join() throws IOException {
    Map<OnnxNode, Normalization> normalizations = new HashMap<>();
    Set<String> normalized = new HashSet<>();
    for (OnnxNode node : model.nodes()) {
      Optional<Normalization> found = normalization(node);
      if (found.isPresent()) {
        normalizations.put(node, found.get());
        normalized.add(node.outputs().getFirst());
      }
    }
    Map<OnnxNode, OnnxNode> joined = new HashMap<>();
    normalizations.forEach((node, normalization) ->
        join(node, normalization, normalized).ifPresent(one -> joined.put(node, one)));
    if (joined.isEmpty()) {
      return model;
    }
    return model.withNodes(
        needed(model.nodes().stream().map(node -> joined.getOrDefault(node, node)).toList()));
  }

  private Optional<OnnxNode> join(
      OnnxNode end, Normalization normalization, Set<String> normalized) {
    OnnxNode sum = producers.get(normalization.input());
    if (sum == null || !sum.operator().equals("Add")) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      String skip = sum.inputs().get(1 - side);
      Operands biased = operands(sum.inputs().get(side), "Add");
      if (normalized.contains(skip) && isProduct(biased.value())) {
        List<String> inputs =
            List.of(
                biased.value(),
                skip,
                normalization.gamma(),
                normalization.beta(),
                biased.constant());
        return Optional.of(
            OnnxNode.contributed(
                "SkipLayerNormalization",
                inputs,
                end.outputs(),
                "epsilon",
                normalization.epsilon()));
      }
    }
    return Optional.empty();
  }

  private Optional<Normalization> normalization(OnnxNode node) throws IOException {
    return switch (node.operator()) {
      case "LayerNormalization" -> layerNormalization(node);
      case "Add" -> spelledOut(node);
      default -> Optional.empty();
    };
  }

  private static Optional<Normalization> layerNormalization(OnnxNode node) throws IOException {
    if (node.inputs().size() != 3 || node.outputs().size() != 1 || node.integer("axis", -1) != -1) {
      return Optional.empty();
    }
    return Optional.of(
        new Normalization(
            node.inputs().get(0),
            node.inputs().get(1),
            node.inputs().get(2),
            node.real("epsilon", 1e-5f)));
  }

  /// The normalisation as exported before ONNX had an operator for it: `(x - mean(x)) /
  /// sqrt(mean((x - mean(x))^2) + epsilon) * gamma + beta`.
  private Optional<Normalization> spelledOut(OnnxNode end) throws IOException {
    Operands shifted = operands(end.outputs().getFirst(), "Add");
    Operands scaled = operands(shifted.value(), "Mul");
    String centred = input(scaled.value(), "Div", 0);
    Operands variance = operands(input(input(scaled.value(), "Div", 1), "Sqrt", 0), "Add");
    Operands squares = operands(mean(variance.value()), "Pow");
    String x = input(centred, "Sub", 0);
    Optional<Float> epsilon = number(variance.constant());
    boolean matches =
        !x.isEmpty()
            && x.equals(mean(input(centred, "Sub", 1)))
            && centred.equals(squares.value())
            && number(squares.constant()).filter(power -> power == 2).isPresent();
    return matches
        ? epsilon.map(value -> new Normalization(x, scaled.constant(), shifted.constant(), value))
        : Optional.empty();
  }

  /// What `value` is the mean of over its last dimension; empty if it is none.
  private String mean(String value) throws IOException {
    OnnxNode node = producers.get(value);
    return node != null && node.integer("axes", 0) == -1 ? input(value, "ReduceMean", 0) : "";
  }

  private String input(String value, String operator, int which) {
    OnnxNode node = producers.get(value);
    return node != null && node.operator().equals(operator) && which < node.inputs().size()
        ? node.inputs().get(which)
        : "";
  }

  private Operands operands(String value, String operator) {
    for (int side = 0; side < 2; side++) {
      String constant = input(value, operator, side);
      if (isConstant(constant)) {
        return new Operands(input(value, operator, 1 - side), constant);
      }
    }
    return Operands.NONE;
  }

  private boolean isConstant(String value) {
    OnnxNode node = producers.get(value);
    return model.constants().containsKey(value)
        || (node != null && node.operator().equals("Constant"));
  }

  private Optional<Float> number(String value) throws IOException {
    Constant constant = model.constants().get(value);
    if (constant != null) {
      return constant.onlyValue();
    }
    OnnxNode node = producers.get(value);
    Optional<ByteBuffer> tensor = node == null ? Optional.empty() : node.tensor("value");
    return tensor.isPresent() ? Constant.read(tensor.get()).onlyValue() : Optional.empty();
  }

  /// Whether a value is the result of a matrix multiplication, scaled at most.
  private boolean isProduct(String value) {
    OnnxNode node = producers.get(value);
    return node != null
        && (OnnxModel.PRODUCTS.contains(node.operator())
            || (SCALINGS.contains(node.operator())
                && node.inputs().stream().anyMatch(this::isProduct)));
  }

  /// The nodes that the graph's outputs need, in their order.
  private List<OnnxNode> needed(List<OnnxNode> nodes) {
    Map<String, OnnxNode> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    Set<OnnxNode> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(model.outputs());
    while (!open.isEmpty()) {
      OnnxNode node = makers.get(open.pop());
      if (node != null && needed.add(node)) {
        node.inputs().forEach(open::push);
      }
    }
    return new ArrayList<>(nodes.stream().filter(needed::contains).toList());
  }
}
