package io.doppel.bench.training;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.token.Tokens;
import io.doppel.encoder.training.Gradients;
import io.doppel.encoder.training.TrainableEncoder;
import io.doppel.encoder.training.TrainingSettings;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whether the gradient is how the loss changes: along the gradient its slope is the gradient's length.
final class GradientCheck {

  /// By how much the loss is to change, about. Too little drowns in rounding, too much is no slope any more.
  private static final double[] CHANGES = {1e-2, 3e-3, 1e-3};

  private GradientCheck() {}

  /// By how much slope and length differ, relatively; the least of what some steps tell.
  static double of(Path model, Scope scope, List<String> texts, PairLoss loss, long seed) throws IOException {
    try (TrainableEncoder encoder = TrainableEncoder.open(model, scope, TrainingSettings.standard(), seed)) {
      List<Tokens> tokens = encoder.tokens(texts, Prompt.DOCUMENT);
      Gradients found = encoder.gradients(tokens, embeddings -> loss.of(embeddings).gradient());
      double length = found.norm();
      Map<String, float[]> start = new LinkedHashMap<>();
      Map<String, float[]> direction = new LinkedHashMap<>();
      for (Parameter parameter : encoder.parameters()) {
        FloatBuffer values = Objects.requireNonNull(encoder.weights().get(parameter.name()));
        float[] weights = new float[values.capacity()];
        values.get(0, weights);
        start.put(parameter.name(), weights);
        direction.put(parameter.name(), found.toArray(parameter));
      }
      double least = Double.MAX_VALUE;
      for (double change : CHANGES) {
        double step = change / Math.max(1e-12, length);
        double above = at(encoder, tokens, loss, start, direction, step / length);
        double below = at(encoder, tokens, loss, start, direction, -step / length);
        least = Math.min(least, Math.abs((above - below) / (2 * step) / length - 1));
      }
      return least;
    }
  }

  /// The loss where the weights have gone so far along the gradient.
  private static double at(
      TrainableEncoder encoder,
      List<Tokens> tokens,
      PairLoss loss,
      Map<String, float[]> start,
      Map<String, float[]> direction,
      double share) {
    start.forEach((name, from) -> {
      FloatBuffer values = Objects.requireNonNull(encoder.weights().get(name));
      float[] along = Objects.requireNonNull(direction.get(name));
      for (int i = 0; i < from.length; i++) {
        values.put(i, (float) (from[i] + share * along[i]));
      }
    });
    Matrix embeddings = encoder.embed(tokens);
    return loss.of(embeddings).value();
  }
}
