package io.doppel.encoder.graph;

/// The matrix products of a graph, which are nearly all of its work.
///
/// @param weights how many numbers the tokens are multiplied with
/// @param attentions how often two activations are multiplied
public record ProductWork(double weights, int attentions) {

  /// Floating-point operations for one text: two for each weight and token, and in the attention
  /// two for each pair of tokens and each of `width` coordinates of a token embedding.
  public double operations(int tokens, int width) {
    return 2.0 * tokens * (weights + (double) attentions * tokens * width);
  }
}
