package io.doppel.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes just enough of the ONNX format (protocol buffers, `onnx.proto`) for a test to make a graph of its own.
final class OnnxFile {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Message graph = new Message().text(2, "tiny");

  /// An input of int64 of the shape [batch, sequence].
  OnnxFile input(String name) {
    graph.message(11, value(name, INT64, List.of("batch", "sequence")));
    return this;
  }

  /// An output of float32. A dimension is a number or a name.
  OnnxFile output(String name, Object... shape) {
    graph.message(12, value(name, FLOAT, List.of(shape)));
    return this;
  }

  OnnxFile node(String operator, List<String> inputs, String output) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    graph.message(1, node.text(2, output).text(4, operator));
    return this;
  }

  /// A constant of float32.
  OnnxFile constant(String name, float[] values, long... shape) {
    return constant(name, bytes(values), shape);
  }

  private OnnxFile constant(String name, byte[] raw, long... shape) {
    graph.message(5, tensor(name, shape).bytes(9, raw));
    return this;
  }

  /// A constant of float32 that lies in another file, from its first byte on.
  OnnxFile external(String name, String file, long... shape) {
    Message entry = new Message().text(1, "location").text(2, file);
    graph.message(5, tensor(name, shape).message(13, entry).number(14, 1));
    return this;
  }

  byte[] toBytes() {
    Message operators = new Message().text(1, "").number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, operators).toBytes();
  }

  static byte[] bytes(float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return raw.array();
  }

  private static Message tensor(String name, long... shape) {
    Message tensor = new Message();
    for (long size : shape) {
      tensor.number(1, size);
    }
    return tensor.number(2, FLOAT).text(8, name);
  }

  private static Message value(String name, int type, List<?> shape) {
    Message sizes = new Message();
    for (Object size : shape) {
      Message dimension = new Message();
      sizes.message(1, size instanceof Integer fixed ? dimension.number(1, fixed) : dimension.text(2, size.toString()));
    }
    Message tensor = new Message().number(1, type).message(2, sizes);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /// A protocol buffer message: fields by number, in the order they are added.
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
