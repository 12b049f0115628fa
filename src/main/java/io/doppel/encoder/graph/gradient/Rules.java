package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxNode;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/// The rule of each operator: from the gradient of a result to those of what it was made of.
final class Rules {

  private final Tape tape;
  private final Set<String> weights;
  private final ElementwiseRules elementwise;
  private final ProductRules products;
  private final LayoutRules layout;

  Rules(Tape tape, Set<String> weights) {
    this.tape = tape;
    this.weights = weights;
    this.elementwise = new ElementwiseRules(tape);
    this.products = new ProductRules(tape);
    this.layout = new LayoutRules(tape);
  }

  void apply(OnnxNode node) throws IOException {
    if (node.operator().equals("Split")) {
      layout.split(node);
      return;
    }
    String gradient = tape.gradient(node.outputs().getFirst());
    if (gradient == null) {
      throw unknown(node);
    }
    apply(node, gradient);
  }

  private void apply(OnnxNode node, String gradient) throws IOException {
    switch (node.operator()) {
      case "Add" -> elementwise.add(node, gradient);
      case "Sub" -> elementwise.subtract(node, gradient);
      case "Mul" -> elementwise.multiply(node, gradient);
      case "Div" -> elementwise.divide(node, gradient);
      case "Pow" -> elementwise.power(node, gradient);
      case "Where" -> elementwise.choice(node, gradient);
      case "Sqrt", "Exp", "Log", "Reciprocal", "Tanh", "Sigmoid", "Relu", "Neg", "Erf" ->
          elementwise.function(node, gradient);
      case "Gelu" -> {
        if (node.has("approximate")) {
          throw unknown(node);
        }
        elementwise.function(node, gradient);
      }
      case "MatMul" -> products.product(node, gradient);
      case "Gemm" -> products.generalProduct(node, gradient);
      case "Softmax" -> products.softmax(node, gradient);
      case "ReduceSum" -> products.sum(node, gradient);
      case "ReduceMean" -> products.mean(node, gradient);
      case "LayerNormalization" -> {
        if (node.outputs().size() < 3) {
          throw unknown(node);
        }
        products.layerNormalization(node, gradient);
      }
      case "Identity", "Cast", "Dropout" -> layout.same(node, gradient);
      case "Transpose" -> layout.transpose(node, gradient);
      case "Reshape", "Unsqueeze", "Squeeze", "Flatten" -> layout.reshape(node, gradient);
      case "Expand" -> layout.expand(node, gradient);
      case "Concat" -> layout.concatenate(node, gradient);
      case "Slice" -> layout.slice(node, gradient);
      case "Gather" ->
          layout.gather(
              node, gradient, weights.contains(Objects.requireNonNull(node.inputs().getFirst())));
      default -> throw unknown(node);
    }
  }

  private static IOException unknown(OnnxNode node) {
    return new IOException(
        "it cannot be trained: there is no gradient of the operator %s (which makes %s)"
            .formatted(node.operator(), node.outputs().getFirst()));
  }
}
