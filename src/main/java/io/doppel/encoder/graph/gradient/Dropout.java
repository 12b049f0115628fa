package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts noise into a graph where BERT has it in training (Srivastava and others, 2014, "Dropout"): some coordinates of
/// what a block adds to the residual stream, and of the normalised embeddings of tokens, are multiplied with 0. What
/// each is multiplied with comes in from outside, so that the same noise can be had again. Attention has none.
final class Dropout {

  private final List<Mask> masks = new ArrayList<>();
  private final Set<String> normalized = new HashSet<>();

  /// Puts a mask beside a normalisation, whose nodes come next.
  ///
  /// @param nodes those before it, of which one is replaced where a block ends there
  /// @param sum what is normalised
  /// @param result what comes of it
  /// @return what the normalisation is to call its result; another name where a mask comes behind it
  String beside(List<OnnxNode> nodes, @Nullable OnnxNode sum, String result, int width) {
    Mask mask = new Mask("dropout " + masks.size(), width);
    masks.add(mask);
    normalized.add(result);
    if (sum == null || !sum.operator().equals("Add") || sum.inputs().stream().noneMatch(normalized::contains)) {
      return result + " still";
    }
    int residual = normalized.contains(sum.inputs().get(0)) ? 0 : 1;
    String added = sum.inputs().get(1 - residual);
    String noisy = sum.outputs().getFirst() + " noisy";
    int place = nodes.indexOf(sum);
    nodes.set(place, OnnxNode.of("Mul", "", List.of(added, mask.input()), List.of(noisy)));
    nodes.add(place + 1, OnnxNode.of("Add", "", List.of(noisy, sum.inputs().get(residual)), sum.outputs()));
    return result;
  }

  /// The mask that was made last.
  String last() {
    return masks.getLast().input();
  }

  List<Mask> masks() {
    return masks;
  }
}
