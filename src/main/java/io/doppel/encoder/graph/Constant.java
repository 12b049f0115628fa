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
/// @param raw its values in little-endian order where they lie in the file, or null where they are
///   kept otherwise
/// @param message the tensor's message
record Constant(
    String name, int type, List<Long> shape, @Nullable ByteBuffer raw, ByteBuffer message) {

  private static final int FLOAT = 1;

  Constant {
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
    return new Constant(name, type, shape, raw, message);
  }

  /// Number of values.
  long size() {
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
  Optional<String> location() throws IOException {
    ProtoReader in = new ProtoReader(message);
    while (in.next()) {
      if (in.field() == 13) {
        Map<Integer, String> entry = entry(in.bytes());
        if ("location".equals(entry.get(1))) {
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
