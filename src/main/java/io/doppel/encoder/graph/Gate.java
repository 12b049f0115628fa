package io.doppel.encoder.graph;

import io.doppel.encoder.graph.OnnxNode.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// A part of a graph that counts for some texts alone: what low-rank matrices add to the products with weights is
/// multiplied by 1 for a text that has a token of at least a certain number, by 0 for any other. Texts that it does not
/// count for can be run without it ([#removed]), to the very bits of the graph that it was built into.
public final class Gate {

  private static final String NAME = "gate";
  private static final String LAST = NAME + "/last";
  private static final String SHAPE = NAME + "/shape";
  private static final String AXIS = NAME + "/axis";
  private static final String OPEN = NAME + "/open";
  private static final int FLOAT = 1;

  private Gate() {}

  /// The nodes that tell for which texts it is open, to stand before all others.
  static List<OnnxNode> nodes(long operatorSet) {
    String over = NAME + "/over";
    String real = NAME + "/real";
    String any = NAME + "/any";
    return List.of(
        OnnxNode.of("Greater", "", List.of("input_ids", LAST), List.of(over)),
        OnnxNode.of("Cast", "", List.of(over), List.of(real), Attribute.integer("to", FLOAT)),
        OnnxNode.greatest(operatorSet, real, 1, AXIS, any),
        OnnxNode.of("Reshape", "", List.of(any, SHAPE), List.of(OPEN)));
  }

  /// What the gate and the matrices read.
  ///
  /// @param first the first token that opens it
  static List<Constant> constants(long operatorSet, long first, List<LowRank> matrices) {
    List<Constant> constants = new ArrayList<>();
    if (matrices.isEmpty()) {
      return constants;
    }
    constants.add(Constant.of(LAST, List.of(first - 1)));
    // Reshape copies a size where it finds 0.
    constants.add(Constant.of(SHAPE, List.of(0L, 1L, 1L)));
    if (OnnxNode.readsAxes(operatorSet)) {
      constants.add(Constant.of(AXIS, List.of(1L)));
    }
    for (LowRank each : matrices) {
      List<Long> down = List.of((long) each.rows(), (long) each.rank());
      List<Long> up = List.of((long) each.rank(), (long) each.columns());
      constants.add(Constant.of(down(each.weight()), down, each.down()));
      constants.add(Constant.of(up(each.weight()), up, each.up()));
    }
    return constants;
  }

  /// The product with a weight, and the gated one beside it.
  static List<OnnxNode> beside(OnnxNode product) throws IOException {
    String weight = product.inputs().get(1);
    String result = product.outputs().getFirst();
    String name = NAME + "/" + result;
    return List.of(
        product.making(name + "/frozen"),
        OnnxNode.of("MatMul", "", List.of(product.inputs().getFirst(), down(weight)), List.of(name + "/down")),
        OnnxNode.of("MatMul", "", List.of(name + "/down", up(weight)), List.of(name + "/up")),
        OnnxNode.of("Mul", "", List.of(name + "/up", OPEN), List.of(name + "/gated")),
        OnnxNode.of("Add", "", List.of(name + "/frozen", name + "/gated"), List.of(result)));
  }

  private static String down(String weight) {
    return NAME + "/down/" + weight;
  }

  private static String up(String weight) {
    return NAME + "/up/" + weight;
  }

  /// The first token that opens the gate of a graph; empty where there is none.
  public static OptionalLong first(OnnxModel model) throws IOException {
    Constant last = model.constants().get(LAST);
    return last == null || model.nodes().stream().noneMatch(node -> node.outputs().contains(OPEN))
        ? OptionalLong.empty()
        : OptionalLong.of((long) last.values()[0] + 1);
  }

  /// Whether a weight of that name is part of a gate.
  public static boolean owns(String weight) {
    return weight.startsWith(NAME + "/");
  }

  /// The graph without its gate and all that is behind it.
  public static OnnxModel removed(OnnxModel model) throws IOException {
    Set<String> gated = new HashSet<>();
    for (OnnxNode node : model.nodes()) {
      if (node.operator().equals("Mul") && node.inputs().contains(OPEN)) {
        gated.addAll(node.outputs());
      }
    }
    Map<String, String> frozen = new HashMap<>();
    List<OnnxNode> kept = new ArrayList<>();
    for (OnnxNode node : model.nodes()) {
      if (node.operator().equals("Add") && gated.contains(node.inputs().getLast())) {
        frozen.put(node.inputs().getFirst(), node.outputs().getFirst());
      } else {
        kept.add(node);
      }
    }
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : kept) {
      String result = frozen.get(node.outputs().getFirst());
      nodes.add(result == null ? node : node.making(result));
    }
    return model.withNodes(Patterns.needed(nodes, model.outputs())).withoutConstants(unread(model, nodes));
  }

  private static Collection<String> unread(OnnxModel model, List<OnnxNode> nodes) {
    Set<String> gate = new HashSet<>(model.constants().keySet());
    gate.removeIf(name -> !owns(name));
    Patterns.needed(nodes, model.outputs()).forEach(node -> gate.removeAll(node.inputs()));
    return gate;
  }
}
