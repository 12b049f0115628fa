package io.doppel.encoder.graph;

import java.nio.ByteBuffer;

/// What goes into a graph or comes out of it, by its name.
///
/// @param type of its elements, as ONNX numbers them
/// @param rank number of dimensions, whose sizes are known when the graph runs; below 0 where ONNX Runtime is to find
///     out all by itself
public record GraphValue(String name, int type, int rank) {

  public static final int FLOAT = 1;

  /// A result of a graph.
  public static GraphValue of(String name) {
    return new GraphValue(name, FLOAT, -1);
  }

  ByteBuffer message() {
    ProtoWriter value = new ProtoWriter().text(1, name);
    if (rank >= 0) {
      ProtoWriter shape = new ProtoWriter();
      for (int i = 0; i < rank; i++) {
        shape.message(1, new ProtoWriter().text(2, name + " " + i));
      }
      ProtoWriter tensor = new ProtoWriter().number(1, type).message(2, shape);
      value.message(2, new ProtoWriter().message(1, tensor));
    }
    return ByteBuffer.wrap(value.toBytes());
  }
}
