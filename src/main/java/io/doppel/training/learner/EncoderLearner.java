package io.doppel.training.learner;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.model.QuerySide;
import io.doppel.encoder.training.Gradients;
import io.doppel.encoder.training.TrainableEncoder;
import io.doppel.encoder.training.TrainingSettings;
import io.doppel.file.Folders;
import io.doppel.learn.optimizer.AdamW;
import io.doppel.vector.Floats;
import io.doppel.vector.Matrix;
import java.io.DataInput;
import java.io.DataOutput;
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

  private final TrainableEncoder encoder;
  private final AdamW adam = new AdamW(DECAY);
  private final Map<String, float[]> kept = new HashMap<>();

  private EncoderLearner(TrainableEncoder encoder) {
    this.encoder = encoder;
  }

  static EncoderLearner open(Path model, Scope scope, long seed, double dropout) throws IOException {
    return new EncoderLearner(TrainableEncoder.open(model, scope, TrainingSettings.standard(), seed, dropout));
  }

  @Override
  public long parameters() {
    return encoder.parameters().stream().mapToLong(Parameter::size).sum();
  }

  @Override
  public long bytes(long texts) {
    return parameters() * COPIES_OF_A_NUMBER * Float.BYTES + encoder.bytes();
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public Matrix embed(List<String> texts, Prompt side) {
    return encoder.embed(encoder.tokens(texts, side));
  }

  /// Every step embeds them anew.
  @Override
  public void prepare(List<String> texts, Prompt side) {}

  @Override
  public void step(List<String> texts, Prompt side, UnaryOperator<Matrix> upstream, double rate) {
    Gradients gradients = encoder.gradients(encoder.tokens(texts, side), adam.steps(), upstream);
    double scale = AdamW.clipping(gradients.norm(), LONGEST);
    adam.step(encoder.weights(), gradients.whole(), gradients.rows(), scale, rate, rate);
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
  public void blend(double share) throws IOException {
    restore();
    if (share < 1) {
      encoder.blend(share);
    }
  }

  @Override
  public void save(Path copy, boolean queryOnly) throws IOException {
    if (queryOnly) {
      Path questions = copy.resolve(QuerySide.FOLDER);
      Folders.copy(copy, questions);
      encoder.save(questions);
    } else {
      encoder.save(copy);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (Map.Entry<String, FloatBuffer> weights : encoder.weights().entrySet()) {
      Floats.write(out, weights.getValue());
      Floats.write(out, FloatBuffer.wrap(Objects.requireNonNull(kept.get(weights.getKey()))));
    }
    adam.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    keep();
    for (Map.Entry<String, FloatBuffer> weights : encoder.weights().entrySet()) {
      Floats.read(in, weights.getValue());
      Floats.read(in, FloatBuffer.wrap(Objects.requireNonNull(kept.get(weights.getKey()))));
    }
    adam.read(in);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
