package io.doppel.encoder;

import io.doppel.encoder.graph.OnnxNode;
import io.doppel.encoder.graph.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Writes just enough of the ONNX format (protocol buffers, `onnx.proto`) for a test to make a
/// graph of its own.
public final class OnnxFile {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ProtoWriter graph = new ProtoWriter().text(2, "tiny");
  private int version = 13;

  /// An input of int64 of the shape [batch, sequence].
  public OnnxFile input(String name) {
    graph.message(11, value(name, INT64, List.of("batch", "sequence")));
    return this;
  }

  /// An input of float32 of a fixed shape.
  public OnnxFile matrix(String name, Object... shape) {
    graph.message(11, value(name, FLOAT, List.of(shape)));
    return this;
  }

  /// An output of float32. A dimension is a number or a name.
  public OnnxFile output(String name, Object... shape) {
    graph.message(12, value(name, FLOAT, List.of(shape)));
    return this;
  }

  /// A node with one attribute, which is a list of one integer where its name says so (`axes`).
  public OnnxFile node(
      String operator, List<String> inputs, String output, String attribute, long value) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    if (!attribute.isEmpty()) {
      boolean list = attribute.equals("axes");
      node.message(
          5,
          new ProtoWriter()
              .text(1, attribute)
              .number(list ? 8 : 3, value)
              .number(20, list ? 7 : 2));
    }
    graph.message(1, node);
    return this;
  }

  /// A node with any attributes.
  public OnnxFile node(String operator, List<String> inputs, String output, OnnxNode.Attribute... attributes) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    for (OnnxNode.Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    graph.message(1, node);
    return this;
  }

  /// The version of ONNX's operators, 13 if not said.
  public OnnxFile operators(int version) {
    this.version = version;
    return this;
  }

  /// A constant of float32.
  public OnnxFile constant(String name, float[] values, long... shape) {
    graph.message(5, tensor(name, shape).bytes(9, bytes(values)));
    return this;
  }

  /// A constant list of int64.
  public OnnxFile constant(String name, long[] values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    graph.message(
        5,
        new ProtoWriter()
            .number(1, values.length)
            .number(2, INT64)
            .text(8, name)
            .bytes(9, raw.array()));
    return this;
  }

  /// A constant of float32 that lies in another file, from its first byte on.
  public OnnxFile external(String name, String file, long... shape) {
    ProtoWriter entry = new ProtoWriter().text(1, "location").text(2, file);
    graph.message(5, tensor(name, shape).message(13, entry).number(14, 1));
    return this;
  }

  public byte[] toBytes() {
    ProtoWriter operators = new ProtoWriter().text(1, "").number(2, version);
    return new ProtoWriter().number(1, 8).message(7, graph).message(8, operators).toBytes();
  }

  static byte[] bytes(float[] values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return raw.array();
  }

  private static ProtoWriter tensor(String name, long... shape) {
    ProtoWriter tensor = new ProtoWriter();
    for (long size : shape) {
      tensor.number(1, size);
    }
    return tensor.number(2, FLOAT).text(8, name);
  }

  private static ProtoWriter value(String name, int type, List<?> shape) {
    ProtoWriter sizes = new ProtoWriter();
    for (Object size : shape) {
      ProtoWriter dimension = new ProtoWriter();
      sizes.message(
          1,
          size instanceof Integer fixed
              ? dimension.number(1, fixed)
              : dimension.text(2, size.toString()));
    }
    ProtoWriter tensor = new ProtoWriter().number(1, type).message(2, sizes);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }
}
