package io.doppel.training.learner;

import io.doppel.encoder.graph.gradient.Scope;

/// What of a model is trained.
public sealed interface Method {

  /// Its name on the command line.
  String label();

  /// What else it is told by, for people.
  String settings();

  /// The rate that it learns well with.
  double rate();

  /// How many times as wide as a low-rank matrix an adapter is: it stands alone, where each layer has several of those.
  int ADAPTER_WIDTH = 8;

  /// A matrix behind the model, `x + up (down x)`; the model itself stays as it is. Seconds.
  record Adapter(int rank) implements Method {
    @Override
    public String label() {
      return "adapter";
    }

    @Override
    public String settings() {
      return "width " + rank;
    }

    @Override
    public double rate() {
      return 1e-3;
    }
  }

  /// Weights of the model, or narrow matrices beside them. Minutes.
  record Graph(String label, Scope scope, double rate) implements Method {
    @Override
    public String settings() {
      return scope.rank() > 0
          ? "rank " + scope.rank()
          : scope.layers() == Scope.ALL_LAYERS ? "all layers" : "last layers: " + scope.layers();
    }
  }

  /// @throws IllegalArgumentException for a name that is none
  ///     or a rank or number of layers out of bounds
  static Method of(String name, int rank, int layers) {
    if (rank < 1 || rank > 256) {
      throw new IllegalArgumentException("rank must be 1 to 256, got " + rank);
    }
    return switch (name) {
      case "adapter" -> new Adapter(ADAPTER_WIDTH * rank);
      case "lora" -> new Graph(name, Scope.lowRank(rank), 3e-4);
      case "layers" -> new Graph(name, Scope.lastLayers(layers), 5e-5);
      case "full" -> new Graph(name, Scope.all(), 2e-5);
      default ->
          throw new IllegalArgumentException(
              "the method is adapter, lora, layers or full, got \"%s\"".formatted(name));
    };
  }
}
