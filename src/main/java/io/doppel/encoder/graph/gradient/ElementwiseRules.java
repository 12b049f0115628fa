package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxNode;
import java.io.IOException;
import java.util.List;

/// Gradients of operations element by element.
final class ElementwiseRules {

  private final Tape tape;
  private final Emitter emitter;

  ElementwiseRules(Tape tape) {
    this.tape = tape;
    this.emitter = tape.emitter();
  }

  void add(OnnxNode node, String gradient) {
    node.inputs().forEach(input -> tape.addBroadcast(input, gradient, result(node)));
  }

  void subtract(OnnxNode node, String gradient) {
    tape.addBroadcast(node.inputs().get(0), gradient, result(node));
    if (tape.isLive(node.inputs().get(1))) {
      tape.addBroadcast(node.inputs().get(1), emitter.each("Neg", gradient), result(node));
    }
  }

  void multiply(OnnxNode node, String gradient) {
    for (int side = 0; side < 2; side++) {
      String factor = node.inputs().get(side);
      if (tape.isLive(factor)) {
        tape.addBroadcast(factor, emitter.multiply(gradient, node.inputs().get(1 - side)), result(node));
      }
    }
  }

  void divide(OnnxNode node, String gradient) {
    String divisor = node.inputs().get(1);
    String quotient = emitter.divide(gradient, divisor);
    tape.addBroadcast(node.inputs().get(0), quotient, result(node));
    if (tape.isLive(divisor)) {
      tape.addBroadcast(divisor, emitter.each("Neg", emitter.multiply(quotient, result(node))), result(node));
    }
  }

  void power(OnnxNode node, String gradient) throws IOException {
    String base = node.inputs().get(0);
    double exponent = tape.required(node.inputs().get(1)).values()[0];
    String slope = exponent == 2 ? base : emitter.each("Pow", base, emitter.number(exponent - 1));
    tape.add(base, emitter.multiply(gradient, emitter.scale(slope, exponent)));
  }

  /// A function of one input.
  void function(OnnxNode node, String gradient) {
    String x = node.inputs().getFirst();
    String y = result(node);
    String slope =
        switch (node.operator()) {
          case "Sqrt" -> emitter.divide(emitter.number(0.5), y);
          case "Exp" -> y;
          case "Log" -> emitter.each("Reciprocal", x);
          case "Reciprocal" -> emitter.each("Neg", emitter.multiply(y, y));
          case "Tanh" -> emitter.subtract(emitter.number(1), emitter.multiply(y, y));
          case "Sigmoid" -> emitter.multiply(y, emitter.subtract(emitter.number(1), y));
          case "Relu" -> emitter.each("Sign", y);
          case "Neg" -> emitter.number(-1);
          case "Erf" ->
              emitter.scale(emitter.each("Exp", emitter.each("Neg", emitter.multiply(x, x))), 2 / Math.sqrt(Math.PI));
          case "Gelu" -> gelu(x);
          default -> throw new IllegalArgumentException(node.operator());
        };
    tape.add(x, emitter.multiply(gradient, slope));
  }

  /// The normal distribution, and `x` times its density.
  private String gelu(String x) {
    String distribution =
        emitter.scale(emitter.add(emitter.each("Erf", emitter.scale(x, Math.sqrt(0.5))), emitter.number(1)), 0.5);
    String density = emitter.each("Exp", emitter.multiply(emitter.scale(x, -0.5), x));
    return emitter.add(distribution, emitter.multiply(emitter.scale(x, 1 / Math.sqrt(2 * Math.PI)), density));
  }

  void choice(OnnxNode node, String gradient) {
    String condition = node.inputs().getFirst();
    String whole = emitter.expanded(gradient, result(node));
    String zero = emitter.number(0);
    for (int side = 1; side < 3; side++) {
      if (tape.isLive(node.inputs().get(side))) {
        List<String> chosen = side == 1 ? List.of(condition, whole, zero) : List.of(condition, zero, whole);
        tape.addBroadcast(
            node.inputs().get(side), emitter.emit("Where", emitter.shape(result(node)), chosen), result(node));
      }
    }
  }

  private static String result(OnnxNode node) {
    return node.outputs().getFirst();
  }
}
