package io.doppel.encoder.graph;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Joins each bias, residual connection and layer normalisation of a BERT-like graph into one
/// operation, `SkipLayerNormalization`. ONNX Runtime does this by itself only where the length of
/// the texts is a fixed number (`skip_layer_norm_fusion.cc`), and its plain `LayerNormalization` is
/// slow.
///
/// A normalisation is joined where it reads `(product + bias) + skip`, the product coming from a
/// matrix multiplication and `skip` from another normalisation, for then all three have the same
/// shape. Anything else stays as it is.
public final class NormalizationFusion {

  private static final Set<String> WITH_SUBGRAPHS = Set.of("If", "Loop", "Scan");
  private static final Set<String> SCALINGS = Set.of("Mul", "Cast");

  private final OnnxModel model;
  private final Patterns patterns;

  private NormalizationFusion(OnnxModel model) {
    this.model = model;
    this.patterns = new Patterns(model);
  }

  /// The model with every such place joined; the same model where there is none.
  public static OnnxModel apply(OnnxModel model) throws IOException {
    // A subgraph may read values of the graph around it without saying so.
    if (model.nodes().stream().anyMatch(node -> WITH_SUBGRAPHS.contains(node.operator()))) {
      return model;
    }
    return new NormalizationFusion(model).join();
  }

  private OnnxModel join() throws IOException {
    Map<OnnxNode, Patterns.Normalization> normalizations = new HashMap<>();
    Set<String> normalized = new HashSet<>();
    for (OnnxNode node : model.nodes()) {
      Optional<Patterns.Normalization> found = patterns.normalization(node);
      if (found.isPresent()) {
        normalizations.put(node, found.get());
        normalized.add(node.outputs().getFirst());
      }
    }
    Map<OnnxNode, OnnxNode> joined = new HashMap<>();
    normalizations.forEach((node, normalization) ->
        join(node, normalization, normalized).ifPresent(one -> joined.put(node, one)));
    if (joined.isEmpty()) {
      return model;
    }
    return model.withNodes(
        Patterns.needed(
            model.nodes().stream().map(node -> joined.getOrDefault(node, node)).toList(),
            model.outputs()));
  }

  private Optional<OnnxNode> join(
      OnnxNode end, Patterns.Normalization normalization, Set<String> normalized) {
    OnnxNode sum = patterns.producer(normalization.input());
    if (sum == null || !sum.operator().equals("Add")) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      String skip = sum.inputs().get(1 - side);
      Patterns.Operands biased = patterns.operands(sum.inputs().get(side), "Add");
      if (normalized.contains(skip) && isProduct(biased.value())) {
        List<String> inputs =
            List.of(
                biased.value(),
                skip,
                normalization.gamma(),
                normalization.beta(),
                biased.constant());
        return Optional.of(
            OnnxNode.of(
                "SkipLayerNormalization",
                "com.microsoft",
                inputs,
                end.outputs(),
                OnnxNode.Attribute.real("epsilon", normalization.epsilon())));
      }
    }
    return Optional.empty();
  }

  /// Whether a value is the result of a matrix multiplication, scaled at most, or the sum of such ones.
  private boolean isProduct(String value) {
    OnnxNode node = patterns.producer(value);
    return node != null
        && ((node.operator().equals("Add") && node.inputs().stream().allMatch(this::isProduct))
            || OnnxModel.PRODUCTS.contains(node.operator())
            || (SCALINGS.contains(node.operator())
                && node.inputs().stream().anyMatch(this::isProduct)));
  }
}
