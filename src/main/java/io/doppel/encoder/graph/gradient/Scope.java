package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.gradient.Parameter.Role;
import java.util.EnumSet;
import java.util.Set;

/// Which weights are trained.
///
/// @param rank of the matrices beside every product with a weight, which are trained in its place
///     ([LoRA](https://arxiv.org/abs/2106.09685)); 0 for none
/// @param layers how many of the last layers are trained; [#ALL_LAYERS] also for what belongs to no layer, such as the
///     embeddings
/// @param roles weights that are trained themselves
public record Scope(int rank, int layers, Set<Role> roles) {

  public static final int ALL_LAYERS = Integer.MAX_VALUE;

  public Scope {
    if (rank < 0 || rank > 256) {
      throw new IllegalArgumentException("rank must be 0 to 256, got " + rank);
    }
    if (layers < 1) {
      throw new IllegalArgumentException("layers must be at least 1, got " + layers);
    }
    if (rank == 0 && roles.isEmpty()) {
      throw new IllegalArgumentException("something must be trained");
    }
    roles = Set.copyOf(roles);
  }

  /// Low-rank matrices beside all weights.
  public static Scope lowRank(int rank) {
    return new Scope(rank, ALL_LAYERS, Set.of());
  }

  /// All weights of the last layers.
  public static Scope lastLayers(int layers) {
    return new Scope(0, layers, EnumSet.complementOf(EnumSet.of(Role.TABLE)));
  }

  /// All weights.
  public static Scope all() {
    return new Scope(0, ALL_LAYERS, EnumSet.allOf(Role.class));
  }
}
