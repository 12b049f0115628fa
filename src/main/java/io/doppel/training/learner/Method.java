package io.doppel.training.learner;

import io.doppel.encoder.graph.gradient.Scope;

/// What of a model is trained.
public sealed interface Method {

  /// Its name on the command line.
  String label();

  /// The rate that it learns well with.
  double rate();

  /// A matrix behind the model, `x + up (down x)`; the model itself stays as it is. Seconds.
  record Adapter(int rank) implements Method {
    @Override
    public String label() {
      return "adapter";
    }

    @Override
    public double rate() {
      return 1e-3;
    }
  }

  /// Weights of the model, or narrow matrices beside them. Minutes.
  record Graph(String label, Scope scope, double rate) implements Method {}

  /// @throws IllegalArgumentException for a name that is none
  static Method of(String name, int rank, int layers) {
    return switch (name) {
      case "adapter" -> new Adapter(8 * rank);
      case "lora" -> new Graph(name, Scope.lowRank(rank), 3e-4);
      case "layers" -> new Graph(name, Scope.lastLayers(layers), 5e-5);
      case "full" -> new Graph(name, Scope.all(), 2e-5);
      default ->
          throw new IllegalArgumentException(
              "the method is adapter, lora, layers or full, got \"%s\"".formatted(name));
    };
  }
}
