package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxNode.Attribute;
import io.doppel.encoder.graph.OnnxNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gradients of operations that move values and change none.
final class LayoutRules {

  private final Tape tape;
  private final Emitter emitter;

  LayoutRules(Tape tape) {
    this.tape = tape;
    this.emitter = tape.emitter();
  }

  /// Float to float, as only those depend on weights.
  void same(OnnxNode node, String gradient) {
    tape.add(node.inputs().getFirst(), gradient);
  }

  void transpose(OnnxNode node, String gradient) throws IOException {
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    int rank = emitter.shape(whole).rank();
    List<Long> order = node.integers("perm");
    Integer[] back = new Integer[rank];
    for (int i = 0; i < rank; i++) {
      back[order.isEmpty() ? rank - 1 - i : order.get(i).intValue()] = i;
    }
    tape.add(node.inputs().getFirst(), emitter.permuted(whole, Arrays.asList(back)));
  }

  /// Any operation that keeps the elements in their order.
  void reshape(OnnxNode node, String gradient) {
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    tape.add(node.inputs().getFirst(), emitter.reshaped(whole, node.inputs().getFirst()));
  }

  void expand(OnnxNode node, String gradient) {
    tape.addBroadcast(node.inputs().getFirst(), gradient, node.outputs().getFirst());
  }

  /// Rows of a table: the gradient is one row an index, to be added up by whoever runs the graph.
  void gather(OnnxNode node, String gradient, boolean fromWeight) throws IOException {
    if (!fromWeight || node.integer("axis", 0) != 0) {
      throw new IOException(
          "it cannot be trained: there is no gradient of a Gather from anything but rows of a table (%s)"
              .formatted(node.outputs().getFirst()));
    }
    tape.addRows(node.inputs().get(0), emitter.expanded(gradient, node.outputs().getFirst()), node.inputs().get(1));
  }

  void concatenate(OnnxNode node, String gradient) throws IOException {
    String y = node.outputs().getFirst();
    String whole = emitter.expanded(gradient, y);
    int dimension = emitter.shape(y).dimension(node.integer("axis", 0));
    long from = 0;
    for (String part : node.inputs()) {
      long to = from + fixed(part, dimension);
      if (tape.isLive(part)) {
        tape.add(part, cut(whole, dimension, from, to));
      }
      from = to;
    }
  }

  /// Step 1 only, and along dimensions of fixed size.
  void slice(OnnxNode node, String gradient) throws IOException {
    String x = node.inputs().getFirst();
    Shape shape = emitter.shape(x);
    List<Long> starts = tape.integers(node.inputs().get(1));
    List<Long> axes = node.inputs().size() > 3 ? tape.integers(node.inputs().get(3)) : List.of();
    if (node.inputs().size() > 4 && tape.integers(node.inputs().get(4)).stream().anyMatch(step -> step != 1)) {
      throw new IOException("it cannot be trained: a Slice takes every so many elements");
    }
    String whole = emitter.expanded(gradient, node.outputs().getFirst());
    for (int i = 0; i < starts.size(); i++) {
      int dimension = shape.dimension(axes.isEmpty() ? i : axes.get(i));
      if (!emitter.shape(whole).size(dimension).equals(shape.size(dimension))) {
        long size = fixed(x, dimension);
        long start = starts.get(i) < 0 ? starts.get(i) + size : starts.get(i);
        long end = start + emitter.shape(whole).size(dimension).first();
        List<String> parts = new ArrayList<>();
        if (start > 0) {
          parts.add(zeros(whole, dimension, start));
        }
        parts.add(whole);
        if (end < size) {
          parts.add(zeros(whole, dimension, size - end));
        }
        Shape joined = emitter.shape(whole).with(dimension, shape.size(dimension));
        whole = emitter.emit("Concat", joined, parts, Attribute.integer("axis", dimension));
      }
    }
    tape.add(x, whole);
  }

  void split(OnnxNode node) throws IOException {
    String x = node.inputs().getFirst();
    int dimension = emitter.shape(x).dimension(node.integer("axis", 0));
    List<String> parts = new ArrayList<>();
    for (String part : node.outputs()) {
      String gradient = tape.gradient(part);
      parts.add(gradient == null ? emitter.scale(part, 0) : emitter.expanded(gradient, part));
    }
    tape.add(x, emitter.emit("Concat", emitter.shape(x), parts, Attribute.integer("axis", dimension)));
  }

  /// Zeros beside `value`: a hyperplane of it times 0, so often.
  private String zeros(String value, int dimension, long size) {
    String plane = emitter.scale(cut(value, dimension, 0, 1), 0);
    Shape shape = emitter.shape(plane).with(dimension, new Shape.Size(size, size));
    List<String> copies = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      copies.add(plane);
    }
    return emitter.emit("Concat", shape, copies, Attribute.integer("axis", dimension));
  }

  private String cut(String value, int dimension, long from, long to) {
    Shape shape = emitter.shape(value).with(dimension, new Shape.Size(to - from, to - from));
    List<String> inputs =
        List.of(
            value,
            emitter.integers(List.of(from)),
            emitter.integers(List.of(to)),
            emitter.integers(List.of((long) dimension)));
    return emitter.emit("Slice", shape, inputs);
  }

  private long fixed(String value, int dimension) throws IOException {
    Shape.Size size = emitter.shape(value).size(dimension);
    if (!size.isFixed()) {
      throw new IOException("it cannot be trained: %s is cut where its size varies".formatted(value));
    }
    return size.first();
  }
}
