package io.doppel.encoder.graph;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What several operations of a graph are together: a layer normalisation, a GELU.
public final class Patterns {

  private final OnnxModel model;
  private final Map<String, OnnxNode> producers = new HashMap<>();

  public Patterns(OnnxModel model) {
    this.model = model;
    for (OnnxNode node : model.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
  }

  /// What a layer normalisation reads.
  public record Normalization(String input, String gamma, String beta, float epsilon) {}

  /// The two operands of an operation, one of them constant. Where there is no such operation, both
  /// names are empty, and no value has an empty name.
  public record Operands(String value, String constant) {
    static final Operands NONE = new Operands("", "");
  }

  /// The operation that makes a value.
  public @Nullable OnnxNode producer(String value) {
    return producers.get(value);
  }

  /// The operation that makes a value; empty for what the graph reads, and for constants.
  public Optional<OnnxNode> maker(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /// The normalisation that ends with this operation.
  public Optional<Normalization> normalization(OnnxNode node) throws IOException {
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

  /// The operands of the operation that makes `value`, if it is such a one and one of them is constant.
  public Operands operands(String value, String operator) {
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
    Optional<Constant> constant = constant(value);
    return constant.isPresent() ? constant.get().onlyValue() : Optional.empty();
  }

  /// A value that is constant.
  public Optional<Constant> constant(String value) throws IOException {
    Constant initializer = model.constants().get(value);
    if (initializer != null) {
      return Optional.of(initializer);
    }
    OnnxNode node = producers.get(value);
    return node == null ? Optional.empty() : node.constant();
  }

  /// What goes into the GELU that ends with this operation: `x (erf(x / sqrt 2) + 1) / 2`, in whatever order it is
  /// multiplied.
  public Optional<String> gelu(OnnxNode end) throws IOException {
    if (!end.operator().equals("Mul")) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      OnnxNode inner = producers.get(end.inputs().get(side));
      String other = end.inputs().get(1 - side);
      if (inner == null) {
        continue;
      }
      boolean halved = number(other).filter(half -> half == 0.5f).isPresent();
      Optional<String> found =
          halved && inner.operator().equals("Mul")
              ? geluOf(inner.inputs().get(0), inner.inputs().get(1))
              : halfGelu(inner, other);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// `x / 2` multiplied with the sum.
  private Optional<String> halfGelu(OnnxNode inner, String other) throws IOException {
    for (int side = 0; side < 2 && inner.operator().equals("Mul"); side++) {
      if (number(inner.inputs().get(side)).filter(half -> half == 0.5f).isPresent()) {
        return geluOf(inner.inputs().get(1 - side), other);
      }
    }
    return Optional.empty();
  }

  private Optional<String> geluOf(String one, String other) throws IOException {
    Optional<String> found = errorOf(one).filter(other::equals);
    return found.isPresent() ? found : errorOf(other).filter(one::equals);
  }

  /// The `x` of `erf(x / sqrt 2) + 1`.
  private Optional<String> errorOf(String sum) throws IOException {
    String scaled = input(operands(sum, "Add").value(), "Erf", 0);
    Optional<Float> divisor = number(input(scaled, "Div", 1));
    if (divisor.filter(root -> Math.abs(root - Math.sqrt(2)) < 1e-4).isPresent()) {
      return Optional.of(input(scaled, "Div", 0));
    }
    Operands product = operands(scaled, "Mul");
    return number(product.constant()).filter(root -> Math.abs(root - Math.sqrt(0.5)) < 1e-4).map(_ -> product.value());
  }

  /// The nodes that some values need, in their order.
  public static List<OnnxNode> needed(List<OnnxNode> nodes, Collection<String> values) {
    Map<String, OnnxNode> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    Set<OnnxNode> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(values);
    while (!open.isEmpty()) {
      OnnxNode node = makers.get(open.pop());
      if (node != null && needed.add(node)) {
        node.inputs().forEach(open::push);
      }
    }
    return new ArrayList<>(nodes.stream().filter(needed::contains).toList());
  }
}
