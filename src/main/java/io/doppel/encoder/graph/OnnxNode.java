package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One operation of a graph. Two nodes are equal only if they are the same.
final class OnnxNode {

  private static final int FLOAT = 1;

  private final String operator;
  private final List<String> inputs;
  private final List<String> outputs;
  private final ByteBuffer message;

  private OnnxNode(String operator, List<String> inputs, List<String> outputs, ByteBuffer message) {
    this.operator = operator;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.message = message;
  }

  static OnnxNode read(ByteBuffer message) throws IOException {
    String operator = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 4 -> operator = in.text();
        default -> {}
      }
    }
    return new OnnxNode(operator, inputs, outputs, message);
  }

  /// A new node of ONNX Runtime's own operators, with one attribute.
  static OnnxNode contributed(
      String operator, List<String> inputs, List<String> outputs, String attribute, float value) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, operator + " " + outputs.getFirst()).text(4, operator);
    node.message(5, new ProtoWriter().text(1, attribute).real(2, value).number(20, FLOAT));
    node.text(7, "com.microsoft");
    return new OnnxNode(operator, inputs, outputs, ByteBuffer.wrap(node.toBytes()));
  }

  /// Such as `MatMul`.
  String operator() {
    return operator;
  }

  /// Names of the values it reads; an optional one that is left out has an empty name.
  List<String> inputs() {
    return inputs;
  }

  /// Names of the values it makes.
  List<String> outputs() {
    return outputs;
  }

  ByteBuffer message() {
    return message;
  }

  /// The value of an attribute that is an integer, or a list of one integer.
  long integer(String attribute, long otherwise) throws IOException {
    Optional<ByteBuffer> found = attribute(attribute);
    long value = otherwise;
    if (found.isPresent()) {
      ProtoReader in = new ProtoReader(found.get());
      while (in.next()) {
        if (in.field() == 3 || in.field() == 8) {
          value = in.isNumber() ? in.number() : ProtoReader.varint(in.bytes());
        }
      }
    }
    return value;
  }

  /// The value of a float attribute.
  float real(String attribute, float otherwise) throws IOException {
    Optional<ByteBuffer> found = attribute(attribute);
    float value = otherwise;
    if (found.isPresent()) {
      ProtoReader in = new ProtoReader(found.get());
      while (in.next()) {
        if (in.field() == 2) {
          value = in.bytes().order(ByteOrder.LITTLE_ENDIAN).getFloat();
        }
      }
    }
    return value;
  }

  /// The message of a tensor attribute.
  Optional<ByteBuffer> tensor(String attribute) throws IOException {
    Optional<ByteBuffer> found = attribute(attribute);
    if (found.isPresent()) {
      ProtoReader in = new ProtoReader(found.get());
      while (in.next()) {
        if (in.field() == 5) {
          return Optional.of(in.bytes());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ByteBuffer> attribute(String name) throws IOException {
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      if (in.field() == 5) {
        ProtoReader attribute = new ProtoReader(in.bytes());
        while (attribute.next()) {
          if (attribute.field() == 1 && attribute.text().equals(name)) {
            return Optional.of(in.bytes());
          }
        }
      }
    }
    return Optional.empty();
  }
}
