package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A constant of a graph: mostly the weights.
///
/// @param shape sizes by dimension, empty for a single number
/// @param raw its values in little-endian order, or null where they are kept otherwise
/// @param message the tensor's message
/// @param isNew whether they lie in no file
public record Constant(
    String name, int type, List<Long> shape, @Nullable ByteBuffer raw, ByteBuffer message, boolean isNew) {

  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int INT64 = 7;

  public Constant {
    shape = List.copyOf(shape);
  }

  static Constant read(ByteBuffer message) throws IOException {
    String name = "";
    int type = 0;
    List<Long> shape = new ArrayList<>();
    ByteBuffer raw = null;
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          if (in.isNumber()) {
            shape.add(in.number());
          } else {
            for (ByteBuffer packed = in.bytes(); packed.hasRemaining(); ) {
              shape.add(ProtoReader.varint(packed));
            }
          }
        }
        case 2 -> type = (int) in.number();
        case 8 -> name = in.text();
        case 9 -> raw = in.bytes();
        default -> {}
      }
    }
    return new Constant(name, type, shape, raw, message, false);
  }

  /// A new constant of float32.
  public static Constant of(String name, List<Long> shape, float... values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return of(name, FLOAT, shape, bytes);
  }

  /// A new list of int64.
  public static Constant of(String name, List<Long> values) {
    byte[] bytes = new byte[values.size() * Long.BYTES];
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(raw::putLong);
    return of(name, INT64, List.of((long) values.size()), bytes);
  }

  /// A new constant of integers of eight bits.
  public static Constant ofBytes(String name, boolean signed, List<Long> shape, byte... values) {
    return of(name, signed ? INT8 : UINT8, shape, values);
  }

  private static Constant of(String name, int type, List<Long> shape, byte[] bytes) {
    ProtoWriter message = new ProtoWriter();
    shape.forEach(size -> message.number(1, size));
    message.number(2, type).text(8, name).bytes(9, bytes);
    return new Constant(name, type, shape, ByteBuffer.wrap(bytes), ByteBuffer.wrap(message.toBytes()), true);
  }

  /// Whether its values are float32.
  public boolean isReal() {
    return type == FLOAT;
  }

  /// Values of a small constant of float32, int64 or int32 as doubles.
  public double[] values() throws IOException {
    List<Double> values = new ArrayList<>();
    if (raw != null) {
      ByteBuffer in = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        values.add(type == FLOAT ? in.getFloat() : type == INT64 ? (double) in.getLong() : (double) in.getInt());
      }
    }
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      if (in.field() == 4) {
        ByteBuffer packed = in.bytes().order(ByteOrder.LITTLE_ENDIAN);
        while (packed.hasRemaining()) {
          values.add((double) packed.getFloat());
        }
      } else if ((in.field() == 5 || in.field() == 7) && in.isNumber()) {
        values.add((double) in.number());
      } else if (in.field() == 5 || in.field() == 7) {
        for (ByteBuffer packed = in.bytes(); packed.hasRemaining(); ) {
          values.add((double) ProtoReader.varint(packed));
        }
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Number of values.
  public long size() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /// The value of a float32 constant that holds only one.
  Optional<Float> onlyValue() {
    if (type != FLOAT || raw == null || raw.remaining() != Float.BYTES) {
      return Optional.empty();
    }
    return Optional.of(raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).getFloat());
  }

  /// The file beside the graph that holds the values, where they are not in the graph itself.
  public Optional<String> location() throws IOException {
    return external("location");
  }

  /// Where in that file they start, in bytes.
  public long offset() throws IOException {
    return external("offset").map(Long::parseLong).orElse(0L);
  }

  private Optional<String> external(String key) throws IOException {
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      if (in.field() == 13) {
        Map<Integer, String> entry = entry(in.bytes());
        if (key.equals(entry.get(1))) {
          return Optional.ofNullable(entry.get(2));
        }
      }
    }
    return Optional.empty();
  }

  /// The same constant, the file that holds its values called otherwise.
  ProtoWriter movedTo(String file) throws IOException {
    ProtoWriter tensor = new ProtoWriter();
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      ByteBuffer whole = in.whole();
      if (in.field() == 13 && "location".equals(entry(in.bytes()).get(1))) {
        tensor.message(13, new ProtoWriter().text(1, "location").text(2, file));
      } else {
        tensor.whole(whole);
      }
    }
    return tensor;
  }

  private static Map<Integer, String> entry(ByteBuffer message) throws IOException {
    Map<Integer, String> entry = new HashMap<>();
    for (ProtoReader parts = new ProtoReader(message); parts.next(); ) {
      entry.put(parts.field(), parts.text());
    }
    return entry;
  }

  /// The same constant, its values left in `file` at their place.
  ProtoWriter leftIn(String file) throws IOException {
    ProtoWriter tensor = new ProtoWriter();
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      if (in.field() != 9) {
        tensor.whole(in.whole());
      }
    }
    if (raw != null) {
      tensor
          .message(13, new ProtoWriter().text(1, "location").text(2, file))
          .message(
              13, new ProtoWriter().text(1, "offset").text(2, Integer.toString(raw.position())))
          .message(
              13, new ProtoWriter().text(1, "length").text(2, Integer.toString(raw.remaining())))
          .number(14, 1);
    }
    return tensor;
  }
}
