package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// Gradients of operations that sum: products of matrices, sums and means, softmax, layer normalisation.
final class ProductRules {

  private final Tape tape;
  private final Emitter emitter;

  ProductRules(Tape tape) {
    this.tape = tape;
    this.emitter = tape.emitter();
  }

  /// For a weight the left side and the gradient are one matrix each. Its own gradient is a transposition and a
  /// product: ONNX Runtime's `Gemm` with a transposed left side is slower than both.
  void product(OnnxNode node, String gradient) {
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    if (emitter.shape(right).rank() == 2) {
      String rows = emitter.flat(whole);
      if (tape.isLive(left)) {
        tape.add(left, emitter.reshaped(emitter.productWithTransposed(rows, right), left));
      }
      if (tape.isLive(right)) {
        tape.add(right, emitter.product(emitter.transposed(emitter.flat(left)), rows));
      }
      return;
    }
    if (tape.isLive(left)) {
      tape.add(left, emitter.summedTo(emitter.product(whole, emitter.transposed(right)), left));
    }
    if (tape.isLive(right)) {
      tape.add(right, emitter.summedTo(emitter.product(emitter.transposed(left), whole), right));
    }
  }

  void generalProduct(OnnxNode node, String gradient) throws IOException {
    if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1 || node.integer("transA", 0) != 0) {
      throw new IOException("it cannot be trained: a Gemm scales or transposes its left side");
    }
    boolean transposed = node.integer("transB", 0) != 0;
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    if (tape.isLive(left)) {
      tape.add(left, transposed ? emitter.product(whole, right) : emitter.productWithTransposed(whole, right));
    }
    if (tape.isLive(right)) {
      tape.add(
          right,
          transposed
              ? emitter.product(emitter.transposed(whole), left)
              : emitter.product(emitter.transposed(left), whole));
    }
    if (node.inputs().size() > 2) {
      tape.addBroadcast(node.inputs().get(2), whole, node.outputs().getFirst());
    }
  }

  void softmax(OnnxNode node, String gradient) throws IOException {
    String y = node.outputs().getFirst();
    Shape shape = emitter.shape(y);
    if (shape.dimension(node.integer("axis", -1)) != shape.rank() - 1) {
      throw new IOException("it cannot be trained: a Softmax is not over the last dimension");
    }
    String product = emitter.multiply(emitter.expanded(gradient, y), y);
    String sum = emitter.sum(product, List.of(shape.rank() - 1), true);
    tape.add(node.inputs().getFirst(), emitter.subtract(product, emitter.multiply(y, sum)));
  }

  void sum(OnnxNode node, String gradient) throws IOException {
    tape.add(node.inputs().getFirst(), kept(node, gradient));
  }

  void mean(OnnxNode node, String gradient) throws IOException {
    String x = node.inputs().getFirst();
    Shape shape = emitter.shape(x);
    List<Integer> dimensions = dimensions(node);
    boolean known = dimensions.stream().allMatch(dimension -> shape.size(dimension).isFixed());
    double count =
        dimensions.stream()
            .mapToDouble(dimension -> shape.size(dimension).first())
            .reduce(1, (a, b) -> a * b);
    String share =
        known
            ? emitter.scale(gradient, 1 / count)
            : emitter.divide(gradient, emitter.ratio(x, node.outputs().getFirst()));
    tape.add(x, kept(node, share));
  }

  /// The gradient with the dimensions that were reduced, of size 1.
  private String kept(OnnxNode node, String gradient) throws IOException {
    if (node.integer("keepdims", 1) != 0) {
      return gradient;
    }
    List<Integer> dimensions = dimensions(node);
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    return emitter.unsqueezed(whole, dimensions, emitter.shape(node.inputs().getFirst()).reduced(dimensions, true));
  }

  private List<Integer> dimensions(OnnxNode node) throws IOException {
    Shape shape = emitter.shape(node.inputs().getFirst());
    List<Long> said = node.inputs().size() > 1 ? tape.integers(node.inputs().get(1)) : node.integers("axes");
    return said.isEmpty()
        ? IntStream.range(0, shape.rank()).boxed().toList()
        : said.stream().map(shape::dimension).sorted().toList();
  }

  /// Its second and third result are the mean and the reciprocal of the standard deviation.
  void layerNormalization(OnnxNode node, String gradient) {
    String x = node.inputs().get(0);
    String gamma = node.inputs().get(1);
    String inverse = node.outputs().get(2);
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    String normal = emitter.multiply(emitter.subtract(x, node.outputs().get(1)), inverse);
    String scaled = emitter.multiply(whole, normal);
    if (tape.isLive(gamma)) {
      tape.add(gamma, emitter.summedTo(scaled, gamma));
    }
    if (node.inputs().size() > 2 && tape.isLive(node.inputs().get(2))) {
      tape.add(node.inputs().get(2), emitter.summedTo(whole, node.inputs().get(2)));
    }
    if (tape.isLive(x)) {
      List<Integer> last = List.of(emitter.shape(x).rank() - 1);
      String weighted = emitter.multiply(whole, gamma);
      String mean = emitter.mean(weighted, last);
      String along = emitter.mean(emitter.multiply(weighted, normal), last);
      String across = emitter.subtract(emitter.subtract(weighted, mean), emitter.multiply(normal, along));
      tape.add(x, emitter.multiply(across, inverse));
    }
  }
}
