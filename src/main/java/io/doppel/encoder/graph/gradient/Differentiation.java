package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.GraphValue;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.OnnxNode;
import io.doppel.encoder.graph.Patterns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reverse-mode differentiation of a graph (Griewank and Walther, 2008, "Evaluating Derivatives"): its operations are
/// gone through from the last to the first, each has a rule, and what the rules write is a graph again.
public final class Differentiation {

  /// What the backward graph reads: the gradient of the embeddings.
  public static final String UPSTREAM = "upstream";

  private final TrainableGraph graph;
  private final Map<String, Probed> probed;
  private final Emitter emitter;
  private final Set<String> live = new HashSet<>();
  private final Set<String> weights = new HashSet<>();

  private Differentiation(TrainableGraph graph, Map<String, Probed> probed) throws IOException {
    this.graph = graph;
    this.probed = probed;
    Map<String, Shape> shapes = new HashMap<>();
    probed.forEach((name, value) -> shapes.put(name, value.shape()));
    graph.model().constants().values().forEach(constant -> shapes.put(constant.name(), Shape.of(constant.shape())));
    graph.parameters().forEach(parameter -> shapes.put(parameter.name(), Shape.of(parameter.shape())));
    this.emitter = new Emitter("gradient", graph.model().operatorSet(), shapes);
    graph.parameters().forEach(parameter -> weights.add(parameter.name()));
    live.addAll(weights);
    for (OnnxNode node : graph.model().nodes()) {
      if (node.inputs().stream().anyMatch(live::contains)) {
        node.outputs().stream().filter(this::isReal).forEach(live::add);
      }
    }
  }

  private boolean isReal(String value) {
    Probed known = probed.get(value);
    return known != null && known.isReal();
  }

  /// The forward graph that also gives its activations, and the backward graph that takes them.
  ///
  /// @param probed each value that an operation makes, from [#probe]
  /// @throws IOException if an operator has no rule; the message is the end of a sentence about the file
  public static DifferentiatedGraph of(TrainableGraph graph, Map<String, Probed> probed) throws IOException {
    return new Differentiation(graph, probed).differentiate();
  }

  /// The graph with every value as a result, to be run twice.
  public static OnnxModel probe(TrainableGraph graph) throws IOException {
    List<GraphValue> inputs = new ArrayList<>();
    graph.model().inputs().forEach(input -> inputs.add(GraphValue.of(input)));
    return graph
        .model()
        .with(
            graph.model().nodes(),
            List.of(),
            inputs,
            made(graph).stream().map(GraphValue::of).toList());
  }

  /// Names of the results of [#probe].
  static List<String> made(TrainableGraph graph) {
    return graph.model().nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private DifferentiatedGraph differentiate() throws IOException {
    Tape tape = new Tape(emitter, new Patterns(graph.model()), live);
    emitter.shape(UPSTREAM, emitter.shape(TrainableGraph.EMBEDDING));
    tape.add(TrainableGraph.EMBEDDING, UPSTREAM);
    Rules rules = new Rules(tape, weights);
    for (OnnxNode node : graph.model().nodes().reversed()) {
      if (node.outputs().stream().anyMatch(output -> live.contains(output) && tape.gradient(output) != null)) {
        rules.apply(node);
      }
    }
    List<WeightGradient> gradients = new ArrayList<>(tape.rows());
    for (Parameter parameter : graph.parameters()) {
      String gradient = tape.gradient(parameter.name());
      if (gradient != null) {
        gradients.add(
            new WeightGradient(
                parameter.name(), emitter.expanded(gradient, parameter.name()), Optional.empty()));
      }
    }
    if (gradients.isEmpty()) {
      throw new IOException("it cannot be trained: its embeddings depend on none of the weights");
    }
    return divided(gradients);
  }

  private DifferentiatedGraph divided(List<WeightGradient> gradients) throws IOException {
    OnnxModel model = graph.model();
    Map<String, OnnxNode> constants = new HashMap<>();
    for (OnnxNode node : model.nodes()) {
      if (node.operator().equals("Constant")) {
        constants.put(node.outputs().getFirst(), node);
      }
    }
    Set<String> outputs = new LinkedHashSet<>();
    gradients.forEach(gradient -> outputs.add(gradient.output()));
    List<OnnxNode> backward = Patterns.needed(emitter.nodes(), outputs);
    Set<String> made = new HashSet<>(Set.of(UPSTREAM));
    backward.forEach(node -> made.addAll(node.outputs()));
    Collection<Constant> added = emitter.constants();
    added.forEach(constant -> made.add(constant.name()));
    List<OnnxNode> nodes = new ArrayList<>();
    Set<String> read = new LinkedHashSet<>();
    for (OnnxNode node : backward) {
      for (String input : node.inputs()) {
        if (!made.contains(input)
            && !model.constants().containsKey(input)
            && read.add(input)
            && constants.containsKey(input)) {
          nodes.add(constants.get(input));
        }
      }
    }
    nodes.addAll(backward);
    read.removeAll(constants.keySet());
    Set<String> parameters = new LinkedHashSet<>();
    graph.parameters().forEach(parameter -> parameters.add(parameter.name()));
    Set<String> activations = new LinkedHashSet<>(read);
    activations.removeAll(parameters);
    activations.removeAll(model.inputs());
    Set<String> kept = new LinkedHashSet<>(activations);
    gradients.forEach(gradient -> gradient.indices().ifPresent(kept::add));
    kept.removeAll(model.inputs());
    kept.removeAll(model.constants().keySet());
    kept.removeAll(constants.keySet());
    kept.remove(TrainableGraph.EMBEDDING);

    List<OnnxNode> forward = new ArrayList<>(model.nodes());
    forward.addAll(emitter.forward());
    List<GraphValue> results = new ArrayList<>(List.of(GraphValue.of(TrainableGraph.EMBEDDING)));
    kept.forEach(name -> results.add(GraphValue.of(name)));
    List<GraphValue> inputs = new ArrayList<>();
    read.forEach(name -> inputs.add(new GraphValue(name, type(name), emitter.shape(name).rank())));
    inputs.add(new GraphValue(UPSTREAM, GraphValue.FLOAT, 2));
    return new DifferentiatedGraph(
        model.with(forward, List.of(), model.inputs().stream().map(GraphValue::of).toList(), results),
        model.with(nodes, added, inputs, outputs.stream().map(GraphValue::of).toList()),
        List.copyOf(kept),
        gradients);
  }

  /// What is not among the values that were probed is the shape of one.
  private int type(String name) {
    boolean isShape =
        emitter.forward().stream()
            .anyMatch(node -> node.operator().equals("Shape") && node.outputs().contains(name));
    Probed known = probed.get(name);
    return isShape ? 7 : known == null ? GraphValue.FLOAT : known.type();
  }
}
