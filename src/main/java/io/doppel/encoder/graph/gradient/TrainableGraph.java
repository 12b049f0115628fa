package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.Gate;
import io.doppel.encoder.graph.GraphValue;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.OnnxNode.Attribute;
import io.doppel.encoder.graph.OnnxNode;
import io.doppel.encoder.graph.Patterns;
import io.doppel.encoder.graph.gradient.Parameter.Role;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The graph of an encoder made ready for training: what is trained comes in as an input, normalisations and GELU are
/// one operation each, and texts come out as vectors of unit length.
///
/// @param model the graph
/// @param parameters what is trained, in the order in which the graph reads it
/// @param masks what puts noise into it; none where none was asked for
public record TrainableGraph(OnnxModel model, List<Parameter> parameters, List<Mask> masks) {

  /// What the graph reads besides ids, mask and types: for each text how much each of its tokens counts in its vector,
  /// as [texts, 1, tokens].
  public static final String POOLING = "pooling";

  /// The vectors of unit length.
  public static final String EMBEDDING = "embedding";

  private static final Pattern QUANTISED = Pattern.compile("(?i).*(quantize|integer|qlinear|nbits|qgemm|qattention).*");
  private static final Pattern LAYER = Pattern.compile("(?:layers?|blocks?|h)[._/](\\d+)(?!\\d)");

  /// Adding the same to all keys changes no softmax, so that the gradient of what does is nothing but rounding.
  private static final Pattern KEY_BIAS = Pattern.compile("(?:key|k_lin|k_proj|attn\\.k)\\.bias$");

  public TrainableGraph {
    parameters = List.copyOf(parameters);
    masks = List.copyOf(masks);
  }

  /// @param output the token embeddings, or with `pooled` the embeddings
  /// @param behind what comes behind the pooling, or behind the embeddings; the end is unit length in any case
  /// @param noisy whether noise is to be put into it, by [#masks]
  /// @throws IOException if the graph cannot be trained; the message is the end of a sentence about the file
  public static TrainableGraph of(
      OnnxModel model, String output, boolean pooled, List<HeadLayer> behind, Scope scope, boolean noisy)
      throws IOException {
    for (OnnxNode node : Patterns.needed(model.nodes(), List.of(output))) {
      if (QUANTISED.matcher(node.operator()).matches()) {
        throw new IOException(
            "it cannot be trained: it is quantised (%s); train the float32 model that it was made from"
                .formatted(node.operator()));
      }
    }
    Dropout dropout = new Dropout();
    OnnxModel fused = fused(model, output, noisy ? dropout : null);
    if (noisy && dropout.masks().isEmpty()) {
      throw new IOException("it cannot be trained by noise: it has no normalisations beside which that is put");
    }
    Map<Constant, Role> roles = roles(fused);
    List<Parameter> parameters = new ArrayList<>();
    Set<String> lowRank = new HashSet<>();
    Map<String, Integer> layers = layers(fused);
    int first = Math.max(0, layers.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1 - scope.layers());
    if (scope.layers() != Scope.ALL_LAYERS && layers.isEmpty()) {
      throw new IOException("it cannot be trained by layers: the names of its weights tell none");
    }
    roles.forEach((constant, role) -> {
      boolean chosen = scope.layers() == Scope.ALL_LAYERS || layers.getOrDefault(constant.name(), -1) >= first;
      if (chosen && scope.roles().contains(role)) {
        parameters.add(new Parameter.Whole(constant, role));
      } else if (chosen && scope.rank() > 0 && isNarrowed(constant, role) && multiplies(fused, constant.name())) {
        parameters.add(new Parameter.Down(constant, scope.rank()));
        parameters.add(new Parameter.Up(constant, scope.rank()));
        lowRank.add(constant.name());
      }
    });
    if (parameters.isEmpty() || (scope.rank() > 0 && lowRank.isEmpty() && scope.roles().isEmpty())) {
      throw new IOException("it cannot be trained: it has no float32 weights of the kind that is asked for");
    }
    List<Mask> masks = dropout.masks();
    return new TrainableGraph(
        withHead(fused, lowRank, parameters, masks, output, pooled, behind), parameters, masks);
  }

  /// What stands behind a gate is narrow itself, and left as it is.
  private static boolean isNarrowed(Constant constant, Role role) {
    return role == Role.MATRIX && !Gate.owns(constant.name());
  }

  private static boolean multiplies(OnnxModel model, String weight) {
    return model.nodes().stream()
        .filter(node -> node.inputs().contains(weight))
        .allMatch(node -> node.operator().equals("MatMul"));
  }

  /// Normalisations with the mean and the deviation as results of their own, which their gradients need.
  private static OnnxModel fused(OnnxModel model, String output, @Nullable Dropout dropout) throws IOException {
    Patterns patterns = new Patterns(model);
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : Patterns.needed(model.nodes(), List.of(output))) {
      String result = node.outputs().getFirst();
      var normalization = patterns.normalization(node);
      var gelu = patterns.gelu(node);
      if (normalization.isPresent()) {
        Patterns.Normalization found = normalization.get();
        String normal =
            dropout == null
                ? result
                : dropout.beside(nodes, patterns.producer(found.input()), result, width(model, found.gamma()));
        nodes.add(
            OnnxNode.of(
                "LayerNormalization",
                "",
                List.of(found.input(), found.gamma(), found.beta()),
                List.of(normal, result + " mean", result + " inverse"),
                Attribute.integer("axis", -1),
                Attribute.real("epsilon", found.epsilon())));
        if (dropout != null && !normal.equals(result)) {
          nodes.add(OnnxNode.of("Mul", "", List.of(normal, dropout.last()), List.of(result)));
        }
      } else if (gelu.isPresent()) {
        nodes.add(OnnxNode.of("Gelu", "com.microsoft", List.of(gelu.get()), List.of(result)));
      } else {
        nodes.add(node);
      }
    }
    return model.withNodes(Patterns.needed(nodes, List.of(output)));
  }

  private static int width(OnnxModel model, String scale) throws IOException {
    Constant constant = model.constants().get(scale);
    if (constant == null) {
      throw new IOException(
          "it cannot be trained by noise: the scale %s of a normalisation is no constant".formatted(scale));
    }
    return constant.shape().getLast().intValue();
  }

  private static Map<Constant, Role> roles(OnnxModel model) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (OnnxNode node : model.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        String input = node.inputs().get(i);
        Constant constant = model.constants().get(input);
        if (constant == null || !constant.isReal() || constant.size() <= 1) {
          continue;
        }
        boolean matrix = constant.shape().size() == 2;
        switch (node.operator()) {
          case "Gather" -> {
            if (i == 0 && matrix) {
              roles.putIfAbsent(input, Role.TABLE);
            }
          }
          case "LayerNormalization" -> roles.putIfAbsent(input, Role.NORMALIZATION);
          case "MatMul", "Gemm" -> roles.putIfAbsent(input, matrix ? Role.MATRIX : Role.BIAS);
          default -> {
            if (constant.shape().size() == 1 && !KEY_BIAS.matcher(input).find()) {
              roles.putIfAbsent(input, Role.BIAS);
            }
          }
        }
      }
    }
    Map<Constant, Role> known = new LinkedHashMap<>();
    for (Constant constant : model.constants().values()) {
      Role role = roles.get(constant.name());
      if (role != null) {
        known.put(constant, role);
      }
    }
    return known;
  }

  /// The number of the layer of each weight whose name, or that of what reads it, tells one.
  private static Map<String, Integer> layers(OnnxModel model) {
    Map<String, Integer> layers = new HashMap<>();
    for (OnnxNode node : model.nodes()) {
      for (String input : node.inputs()) {
        for (String name : List.of(node.outputs().getFirst(), input)) {
          Matcher matcher = LAYER.matcher(name.toLowerCase(Locale.ROOT));
          if (model.constants().containsKey(input) && matcher.find()) {
            layers.put(input, Integer.parseInt(matcher.group(1)));
          }
        }
      }
    }
    return layers;
  }

  private static OnnxModel withHead(
      OnnxModel model,
      Set<String> lowRank,
      List<Parameter> parameters,
      List<Mask> masks,
      String output,
      boolean pooled,
      List<HeadLayer> behind)
      throws IOException {
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : model.nodes()) {
      String weight = node.inputs().size() < 2 ? "" : node.inputs().get(1);
      if (lowRank.contains(weight)) {
        String result = node.outputs().getFirst();
        String x = node.inputs().getFirst();
        nodes.add(OnnxNode.of("MatMul", "", node.inputs(), List.of(result + " frozen")));
        nodes.add(OnnxNode.of("MatMul", "", List.of(x, "down " + weight), List.of(result + " down")));
        nodes.add(OnnxNode.of("MatMul", "", List.of(result + " down", "up " + weight), List.of(result + " up")));
        nodes.add(OnnxNode.of("Add", "", List.of(result + " frozen", result + " up"), List.of(result)));
      } else {
        nodes.add(node);
      }
    }
    Emitter head = head(model.operatorSet(), output, pooled, behind);
    nodes.addAll(head.nodes());
    List<GraphValue> inputs = new ArrayList<>();
    for (String input : model.inputs()) {
      if (!model.constants().containsKey(input)) {
        inputs.add(new GraphValue(input, 7, 2));
      }
    }
    if (!pooled) {
      inputs.add(new GraphValue(POOLING, GraphValue.FLOAT, 3));
    }
    masks.forEach(mask -> inputs.add(new GraphValue(mask.input(), GraphValue.FLOAT, 3)));
    parameters.forEach(parameter ->
        inputs.add(new GraphValue(parameter.name(), GraphValue.FLOAT, parameter.shape().size())));
    return model.with(nodes, head.constants(), inputs, List.of(GraphValue.of(EMBEDDING)));
  }

  private static Emitter head(long operatorSet, String output, boolean pooled, List<HeadLayer> behind) {
    Shape.Size texts = new Shape.Size(2, 3);
    Shape.Size width = new Shape.Size(7, 7);
    Shape.Size one = new Shape.Size(1, 1);
    Shape.Size tokens = new Shape.Size(4, 5);
    Shape vectors = new Shape(List.of(texts, width));
    Shape weights = new Shape(List.of(texts, one, tokens));
    Emitter emitter =
        new Emitter(
            "head",
            operatorSet,
            Map.of(output, pooled ? vectors : new Shape(List.of(texts, tokens, width)), POOLING, weights));
    // Reshape copies a size where it finds 0 and computes the one where it finds -1: [texts, 1, width] becomes
    // [texts, width].
    String pool =
        pooled
            ? output
            : emitter.emit(
                "Reshape", vectors, List.of(emitter.product(POOLING, output), emitter.integers(List.of(0L, -1L))));
    String vector = pool;
    for (HeadLayer layer : behind) {
      vector =
          switch (layer) {
            case HeadLayer.UnitLength _ -> emitter.divide(vector, length(emitter, vector));
            case HeadLayer.Affine affine -> affine(emitter, affine, vector);
          };
    }
    emitter.nodes().add(OnnxNode.of("Div", "", List.of(vector, length(emitter, vector)), List.of(EMBEDDING)));
    return emitter;
  }

  private static String length(Emitter emitter, String vector) {
    return emitter.each("Sqrt", emitter.sum(emitter.multiply(vector, vector), List.of(1), true));
  }

  private static String affine(Emitter emitter, HeadLayer.Affine layer, String vector) {
    int number = emitter.constants().size();
    Matrix turned = layer.weights().transposed();
    Shape shape = Shape.of(List.of((long) turned.rows(), (long) turned.columns()));
    String weights = emitter.values("weights " + number, shape, turned.toArray());
    Shape row = Shape.of(List.of((long) turned.columns()));
    String bias = emitter.values("bias " + number, row, layer.bias().toArray());
    String sum = emitter.add(emitter.product(vector, weights), bias);
    return layer.tanh() ? emitter.each("Tanh", sum) : sum;
  }
}
