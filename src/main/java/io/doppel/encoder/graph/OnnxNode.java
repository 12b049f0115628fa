package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One operation of a graph. Two nodes are equal only if they are the same.
public final class OnnxNode {

  private static final int FLOAT = 1;
  private static final int INTEGER = 2;
  private static final int INTEGERS = 7;
  private static final int AXES_ARE_READ_FROM = 18;

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

  /// An attribute of a new node.
  ///
  /// @param value as text, by which equal attributes are known
  public record Attribute(String name, String value, ProtoWriter message) {

    /// A list of integers, such as the order of dimensions.
    public static Attribute integers(String name, List<Integer> values) {
      ProtoWriter message = new ProtoWriter().text(1, name);
      values.forEach(value -> message.number(8, value));
      return new Attribute(name, values.toString(), message.number(20, INTEGERS));
    }

    public static Attribute integer(String name, long value) {
      return new Attribute(
          name, Long.toString(value), new ProtoWriter().text(1, name).number(3, value).number(20, INTEGER));
    }

    public static Attribute real(String name, float value) {
      return new Attribute(
          name, Float.toString(value), new ProtoWriter().text(1, name).real(2, value).number(20, FLOAT));
    }
  }

  /// A new node.
  ///
  /// @param domain whose operator it is: empty for ONNX itself
  public static OnnxNode of(
      String operator, String domain, List<String> inputs, List<String> outputs, Attribute... attributes) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, operator + " " + outputs.getFirst()).text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    node.text(7, domain);
    return new OnnxNode(operator, inputs, outputs, ByteBuffer.wrap(node.toBytes()));
  }

  /// The largest values along an axis, which stays, with the size 1.
  ///
  /// @param operatorSet the version of ONNX's own operators, see [#readsAxes]
  /// @param axisName of a constant with the axis, where it is read
  public static OnnxNode greatest(long operatorSet, String value, int axis, String axisName, String result) {
    Attribute kept = Attribute.integer("keepdims", 1);
    return readsAxes(operatorSet)
        ? of("ReduceMax", "", List.of(value, axisName), List.of(result), kept)
        : of("ReduceMax", "", List.of(value), List.of(result), kept, Attribute.integers("axes", List.of(axis)));
  }

  /// Whether `ReduceMax` of that version reads its axes; before, they are an attribute.
  public static boolean readsAxes(long operatorSet) {
    return operatorSet >= AXES_ARE_READ_FROM;
  }

  /// Such as `MatMul`.
  public String operator() {
    return operator;
  }

  /// Names of the values it reads; an optional one that is left out has an empty name.
  public List<String> inputs() {
    return inputs;
  }

  /// Names of the values it makes.
  public List<String> outputs() {
    return outputs;
  }

  ByteBuffer message() {
    return message;
  }

  /// The same operation, its first result called otherwise.
  OnnxNode making(String result) throws IOException {
    ProtoWriter node = new ProtoWriter();
    boolean named = false;
    for (ProtoReader in = new ProtoReader(message); in.next(); ) {
      if (in.field() == 2 && !named) {
        node.text(2, result);
        named = true;
      } else {
        node.whole(in.whole());
      }
    }
    return read(ByteBuffer.wrap(node.toBytes()));
  }

  /// The value of an attribute that is an integer, or a list of one integer.
  public long integer(String attribute, long otherwise) throws IOException {
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

  /// The values of an attribute that is a list of integers; empty where there is none.
  public List<Long> integers(String attribute) throws IOException {
    List<Long> values = new ArrayList<>();
    Optional<ByteBuffer> found = attribute(attribute);
    if (found.isPresent()) {
      ProtoReader in = new ProtoReader(found.get());
      while (in.next()) {
        if (in.field() == 8 && in.isNumber()) {
          values.add(in.number());
        } else if (in.field() == 8) {
          for (ByteBuffer packed = in.bytes(); packed.hasRemaining(); ) {
            values.add(ProtoReader.varint(packed));
          }
        }
      }
    }
    return values;
  }

  /// The value of a float attribute.
  public float real(String attribute, float otherwise) throws IOException {
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

  /// The tensor that an operation `Constant` gives.
  public Optional<Constant> constant() throws IOException {
    Optional<ByteBuffer> tensor = operator.equals("Constant") ? tensor("value") : Optional.empty();
    return tensor.isPresent() ? Optional.of(Constant.read(tensor.get())) : Optional.empty();
  }

  /// Whether the node has an attribute.
  public boolean has(String attribute) throws IOException {
    return attribute(attribute).isPresent();
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
