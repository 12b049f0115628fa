package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.OnnxModel;
import java.util.List;

/// A graph and its gradient.
///
/// @param forward gives the embeddings and the activations
/// @param backward takes weights, activations and the gradient of the embeddings, and gives those of the weights
/// @param activations results of `forward` that `backward` reads, or that say which rows of a table were read
/// @param gradients what `backward` gives; of weights that cannot change the embeddings there is none
public record DifferentiatedGraph(
    OnnxModel forward, OnnxModel backward, List<String> activations, List<WeightGradient> gradients) {

  public DifferentiatedGraph {
    activations = List.copyOf(activations);
    gradients = List.copyOf(gradients);
  }
}
