package io.doppel.encoder.graph;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rows of a graph's file that token ids choose from.
///
/// @param name of the constant
/// @param rows how many there are
/// @param dimension values in a row
/// @param values all of them, row by row
@SuppressWarnings("ArrayRecordComponent") // a large table, never compared
public record EmbeddingTable(String name, int rows, int dimension, float[] values) {

  private static final int FLOAT = 1;

  /// Reads the table that `input_ids` choose from.
  ///
  /// @throws IOException if there is none of float32 in the file itself; the message is the end of a sentence about the
  ///     file
  public static EmbeddingTable read(Path file) throws IOException {
    return mapped(
        file,
        bytes -> {
          Constant table =
              OnnxModel.read(bytes)
                  .tableRead("input_ids")
                  .orElseThrow(() ->
                      new IOException("has no table of embeddings that token ids choose from"));
          ByteBuffer raw = table.raw();
          if (table.type() != FLOAT || table.shape().size() != 2 || raw == null) {
            throw new IOException(
                "has no embeddings of tokens in float32 that lie in the file itself");
          }
          float[] values = new float[raw.remaining() / Float.BYTES];
          raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
          return new EmbeddingTable(
              table.name(),
              Math.toIntExact(table.shape().getFirst()),
              Math.toIntExact(table.shape().getLast()),
              values);
        });
  }

  /// Adds `values` to those of a row, `weight` times.
  public void addRow(int row, float weight, float[] to) {
    for (int i = 0; i < dimension; i++) {
      to[i] += weight * values[row * dimension + i];
    }
  }

  /// Copies the file that this was read from, with more rows behind those of the table, and for texts with one of these
  /// with low-rank matrices beside weights. All else stays as it is, byte for byte.
  ///
  /// @param more whole rows
  /// @param matrices behind a [Gate]; none for no gate
  /// @throws IOException if a weight is none that the graph multiplies with; the message is the end of a sentence about
  ///     the file
  public void writeWith(float[] more, List<LowRank> matrices, Path from, Path to) throws IOException {
    mapped(from, bytes -> write(bytes, more, matrices, to));
  }

  private boolean write(ByteBuffer bytes, float[] more, List<LowRank> matrices, Path to) throws IOException {
    Set<String> missing = new TreeSet<>();
    matrices.forEach(each -> missing.add(each.weight()));
    Set<String> weights = Set.copyOf(missing);
    long operators = OnnxModel.read(bytes).operatorSet();
    ProtoParts graph = new ProtoParts();
    ProtoParts whole = new ProtoParts();
    if (!matrices.isEmpty()) {
      Gate.nodes(operators).forEach(node -> graph.message(1, node.message()));
    }
    ProtoReader model = new ProtoReader(bytes);
    while (model.next()) {
      if (model.field() != 7) {
        whole.whole(model.whole());
        continue;
      }
      ProtoReader inside = new ProtoReader(model.bytes());
      while (inside.next()) {
        OnnxNode node = inside.field() == 1 ? OnnxNode.read(inside.bytes()) : null;
        if (node != null && node.operator().equals("MatMul") && weights.contains(node.inputs().get(1))) {
          Gate.beside(node).forEach(each -> graph.message(1, each.message()));
          missing.remove(node.inputs().get(1));
          continue;
        }
        Constant constant = inside.field() == 5 ? Constant.read(inside.bytes()) : null;
        if (constant != null && constant.name().equals(name)) {
          graph.message(5, grown(constant, more));
        } else {
          graph.whole(inside.whole());
        }
      }
      Gate.constants(operators, rows, matrices).forEach(each -> graph.message(5, each.message()));
      whole.message(7, graph);
    }
    if (!missing.isEmpty()) {
      throw new IOException("has no products with " + missing);
    }
    whole.writeTo(to);
    return true;
  }

  private ProtoParts grown(Constant table, float[] more) throws IOException {
    ByteBuffer behind = ByteBuffer.allocate(more.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    behind.asFloatBuffer().put(more);
    ByteBuffer before = table.raw();
    if (before == null) {
      throw new IOException("has its embeddings in another file");
    }
    ProtoParts parts = new ProtoParts();
    parts.whole(
        ByteBuffer.wrap(
            new ProtoWriter()
                .number(1, rows + more.length / dimension)
                .number(1, dimension)
                .toBytes()));
    for (ProtoReader in = new ProtoReader(table.message()); in.next(); ) {
      if (in.field() != 1 && in.field() != 9) {
        parts.whole(in.whole());
      }
    }
    return parts.head(9, before.remaining() + (long) behind.remaining()).whole(before).whole(behind);
  }

  private interface Look<T> {
    T at(ByteBuffer file) throws IOException;
  }

  private static <T> T mapped(Path file, Look<T> look) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      return look.at(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer());
    }
  }
}
