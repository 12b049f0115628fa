package io.doppel.training;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.training.Gradients;
import io.doppel.encoder.training.TrainableEncoder;
import io.doppel.encoder.training.TrainingSettings;
import io.doppel.learn.optimizer.AdamW;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Trains weights of the encoder itself.
final class EncoderLearner implements Learner {

  private static final double DECAY = 0.01;
  private static final double LONGEST = 1;
  private static final long BYTES_OF_A_TOKEN = 220_000;

  private final TrainableEncoder encoder;
  private final AdamW adam = new AdamW(DECAY);
  private final Map<String, float[]> kept = new HashMap<>();

  private EncoderLearner(TrainableEncoder encoder) {
    this.encoder = encoder;
  }

  static EncoderLearner open(Path model, Scope scope, long seed) throws IOException {
    return new EncoderLearner(TrainableEncoder.open(model, scope, TrainingSettings.standard(), seed));
  }

  @Override
  public long parameters() {
    return encoder.parameters().stream().mapToLong(Parameter::size).sum();
  }

  @Override
  public long bytes(long texts) {
    return parameters() * COPIES_OF_A_NUMBER * Float.BYTES
        + TrainingSettings.standard().heldTokens() * BYTES_OF_A_TOKEN;
  }

  @Override
  public Matrix embed(List<String> texts) {
    return encoder.embed(encoder.tokens(texts, Prompt.DOCUMENT));
  }

  @Override
  public void step(List<String> texts, UnaryOperator<Matrix> upstream, double rate) {
    Gradients gradients = encoder.gradients(encoder.tokens(texts, Prompt.DOCUMENT), upstream);
    double scale = AdamW.clipping(gradients.norm(), LONGEST);
    adam.next();
    gradients.whole().forEach((name, gradient) -> adam.update(name, weights(name), 0, gradient, scale, rate));
    gradients
        .rows()
        .forEach((name, rows) ->
            rows.forEach((row, gradient) ->
                adam.update(name, weights(name), row * gradient.length, gradient, scale, rate)));
  }

  private FloatBuffer weights(String name) {
    return Objects.requireNonNull(encoder.weights().get(name), name);
  }

  @Override
  public void keep() {
    encoder
        .weights()
        .forEach((name, values) ->
            values.get(0, kept.computeIfAbsent(name, _ -> new float[values.capacity()])));
  }

  @Override
  public void restore() {
    kept.forEach((name, values) -> weights(name).put(0, values));
  }

  @Override
  public void save(Path copy) throws IOException {
    encoder.save(copy);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
