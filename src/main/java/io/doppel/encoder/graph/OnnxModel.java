package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// An ONNX file ([onnx.proto](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)), read
/// without touching the weights.
public final class OnnxModel {

  /// The operators that multiply matrices, the weights being their second input.
  static final Set<String> PRODUCTS = Set.of("MatMul", "MatMulInteger", "MatMulIntegerToFloat", "Gemm");

  private static final int KEEP_INSIDE = 1024;

  private final List<OnnxNode> nodes;
  private final Map<String, Constant> constants;
  private final Map<String, ByteBuffer> inputs;
  private final Map<String, ByteBuffer> outputs;

  /// All fields of the model but the graph, and all of the graph but nodes, initializers, inputs and outputs.
  private final List<ByteBuffer> head;

  private final List<ByteBuffer> rest;

  private OnnxModel(
      List<OnnxNode> nodes,
      Map<String, Constant> constants,
      Map<String, ByteBuffer> inputs,
      Map<String, ByteBuffer> outputs,
      List<ByteBuffer> head,
      List<ByteBuffer> rest) {
    this.nodes = nodes;
    this.constants = constants;
    this.inputs = inputs;
    this.outputs = outputs;
    this.head = head;
    this.rest = rest;
  }

  /// Reads a model from a whole file, such as a mapped one. The buffer must stay valid as long as
  /// the model is used.
  ///
  /// @throws IOException if the file is cut short or no ONNX file; the message is the end of a
  ///   sentence about the file
  public static OnnxModel read(ByteBuffer file) throws IOException {
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, Constant> constants = new LinkedHashMap<>();
    Map<String, ByteBuffer> inputs = new LinkedHashMap<>();
    Map<String, ByteBuffer> outputs = new LinkedHashMap<>();
    List<ByteBuffer> head = new ArrayList<>();
    List<ByteBuffer> rest = new ArrayList<>();
    ProtoReader model = new ProtoReader(file);
    while (model.next()) {
      if (model.field() != 7) {
        head.add(model.whole());
        continue;
      }
      ProtoReader graph = new ProtoReader(model.bytes());
      while (graph.next()) {
        switch (graph.field()) {
          case 1 -> nodes.add(OnnxNode.read(graph.bytes()));
          case 5 -> {
            Constant constant = Constant.read(graph.bytes());
            constants.put(constant.name(), constant);
          }
          case 11 -> inputs.put(name(graph.bytes()), graph.bytes());
          case 12 -> outputs.put(name(graph.bytes()), graph.bytes());
          default -> rest.add(graph.whole());
        }
      }
    }
    if (nodes.isEmpty()) {
      throw new IOException("it holds no graph");
    }
    return new OnnxModel(nodes, constants, inputs, outputs, head, rest);
  }

  /// The operations, each after those whose results it reads.
  public List<OnnxNode> nodes() {
    return nodes;
  }

  /// The initializers by name: mostly the weights.
  public Map<String, Constant> constants() {
    return constants;
  }

  /// Names of what the graph reads; in old files the weights are among them.
  public Set<String> inputs() {
    return inputs.keySet();
  }

  /// Names of the graph's results.
  public Set<String> outputs() {
    return outputs.keySet();
  }

  /// The version of ONNX's own operators.
  public long operatorSet() throws IOException {
    long version = 1;
    for (ByteBuffer field : head) {
      ProtoReader in = new ProtoReader(field);
      if (in.next() && in.field() == 8) {
        String domain = "";
        long number = 1;
        for (ProtoReader entry = new ProtoReader(in.bytes()); entry.next(); ) {
          if (entry.field() == 1) {
            domain = entry.text();
          } else if (entry.field() == 2) {
            number = entry.number();
          }
        }
        version = domain.isEmpty() || domain.equals("ai.onnx") ? number : version;
      }
    }
    return version;
  }

  /// A graph of the same operators and of the weights that it reads, which may be parts of this model, with other
  /// nodes, inputs and results.
  public OnnxModel with(
      List<OnnxNode> changed,
      Collection<Constant> added,
      List<GraphValue> read,
      List<GraphValue> results)
      throws IOException {
    Set<String> values = new HashSet<>();
    changed.forEach(node -> values.addAll(node.inputs()));
    Map<String, ByteBuffer> newInputs = new LinkedHashMap<>();
    for (GraphValue value : read) {
      newInputs.put(value.name(), inputs.getOrDefault(value.name(), value.message()));
    }
    Map<String, ByteBuffer> newOutputs = new LinkedHashMap<>();
    results.forEach(result -> newOutputs.put(result.name(), result.message()));
    Map<String, Constant> kept = new LinkedHashMap<>(constants);
    added.forEach(constant -> kept.put(constant.name(), constant));
    kept.keySet().removeIf(name -> !values.contains(name) || newInputs.containsKey(name));
    List<ByteBuffer> named = List.of(ByteBuffer.wrap(new ProtoWriter().text(2, "graph").toBytes()));
    return new OnnxModel(changed, kept, newInputs, newOutputs, newerHead(), named);
  }

  /// The same graph with other nodes and weights, of which only those that are read stay.
  public OnnxModel with(List<OnnxNode> changed, Collection<Constant> added) {
    Set<String> values = new HashSet<>(outputs.keySet());
    changed.forEach(node -> values.addAll(node.inputs()));
    Map<String, Constant> kept = new LinkedHashMap<>(constants);
    added.forEach(constant -> kept.put(constant.name(), constant));
    kept.keySet().retainAll(values);
    Map<String, ByteBuffer> read = new LinkedHashMap<>(inputs);
    // Old files name each weight among the inputs.
    read.keySet().removeIf(name -> constants.containsKey(name) && !kept.containsKey(name));
    return new OnnxModel(changed, kept, read, outputs, head, rest);
  }

  /// Before version 4 of the format every weight had to be an input.
  private List<ByteBuffer> newerHead() throws IOException {
    List<ByteBuffer> newer = new ArrayList<>();
    for (ByteBuffer field : head) {
      ProtoReader in = new ProtoReader(field);
      boolean version = in.next() && in.field() == 1;
      newer.add(version ? ByteBuffer.wrap(new ProtoWriter().number(1, Math.max(8, in.number())).toBytes()) : field);
    }
    return newer;
  }

  /// The same graph, of which other values are the results.
  public OnnxModel withResults(List<GraphValue> results) {
    Map<String, ByteBuffer> named = new LinkedHashMap<>();
    results.forEach(result -> named.put(result.name(), result.message()));
    return new OnnxModel(nodes, constants, inputs, named, head, rest);
  }

  public OnnxModel withNodes(List<OnnxNode> changed) {
    return new OnnxModel(changed, constants, inputs, outputs, head, rest);
  }

  /// The model without weights that nothing reads.
  OnnxModel withoutConstants(Collection<String> names) {
    Map<String, Constant> kept = new LinkedHashMap<>(constants);
    kept.keySet().removeAll(names);
    return new OnnxModel(nodes, kept, inputs, outputs, head, rest);
  }

  /// The model as a file of its own without the weights, which stay where they are in `weights`,
  /// the file that this model was read from. ONNX Runtime maps them from there.
  public byte[] toBytes(String weights) throws IOException {
    return toBytes(weights, UnaryOperator.identity());
  }

  /// As above, with other names for the files of [#weightFiles()].
  public byte[] toBytes(String weights, UnaryOperator<String> renamed) throws IOException {
    return parts(
            constant -> {
              ByteBuffer raw = constant.raw();
              if (raw != null && !constant.isNew() && raw.remaining() >= KEEP_INSIDE) {
                return ByteBuffer.wrap(constant.leftIn(weights).toBytes());
              }
              return constant.location().isPresent()
                  ? ByteBuffer.wrap(constant.movedTo(renamed.apply(constant.location().get())).toBytes())
                  : constant.message();
            })
        .toBytes();
  }

  /// Writes the model with all its weights as a file of its own.
  ///
  /// @throws IOException if some lie in other files; the message is the end of a sentence about the file
  public void writeWhole(Path file) throws IOException {
    if (!weightFiles().isEmpty()) {
      throw new IOException("has weights in other files: " + String.join(", ", weightFiles()));
    }
    parts(Constant::message).writeTo(file);
  }

  /// How a constant is written.
  private interface Written {
    ByteBuffer of(Constant constant) throws IOException;
  }

  private ProtoParts parts(Written written) throws IOException {
    ProtoParts graph = new ProtoParts();
    nodes.forEach(node -> graph.message(1, node.message()));
    rest.forEach(graph::whole);
    inputs.values().forEach(input -> graph.message(11, input));
    outputs.values().forEach(output -> graph.message(12, output));
    for (Constant constant : constants.values()) {
      graph.message(5, written.of(constant));
    }
    ProtoParts model = new ProtoParts();
    head.forEach(model::whole);
    ProtoWriter contributed = new ProtoWriter().text(1, "com.microsoft").number(2, 1);
    return model.message(8, ByteBuffer.wrap(contributed.toBytes())).message(7, graph);
  }

  /// Names of the files beside this one that hold weights of it, sorted.
  public NavigableSet<String> weightFiles() throws IOException {
    NavigableSet<String> files = new TreeSet<>();
    for (Constant constant : constants.values()) {
      constant.location().ifPresent(files::add);
    }
    return files;
  }

  /// Rows of the table that `input` chooses from, where it is a constant.
  public OptionalLong rowsRead(String input) {
    return tableRead(input).stream().mapToLong(table -> table.shape().getFirst()).findFirst();
  }

  /// The table that `input` chooses rows from, where it is a constant.
  Optional<Constant> tableRead(String input) {
    return nodes.stream()
        .filter(node -> node.operator().equals("Gather") && node.inputs().get(1).equals(input))
        .flatMap(node -> Optional.ofNullable(constants.get(node.inputs().getFirst())).stream())
        .filter(table -> !table.shape().isEmpty())
        .findFirst();
  }

  /// What the matrix products of a text cost.
  public ProductWork productWork() {
    double weights = 0;
    int attentions = 0;
    for (OnnxNode node : nodes) {
      if (PRODUCTS.contains(node.operator())) {
        Constant weight = constants.get(node.inputs().get(1));
        weights += weight == null ? 0 : weight.size();
        attentions += weight == null ? 1 : 0;
      }
    }
    return new ProductWork(weights, attentions);
  }

  private static String name(ByteBuffer value) throws IOException {
    ProtoReader in = new ProtoReader(value);
    while (in.next()) {
      if (in.field() == 1) {
        return in.text();
      }
    }
    return "";
  }
}
