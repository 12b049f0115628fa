package io.doppel.learn.optimizer;

import io.doppel.vector.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Adam with decay apart from the gradient (Loshchilov and Hutter, 2019, "Decoupled Weight Decay Regularization"). What
/// has no gradient in a step, such as the rows of a table that no text reads, stays as it is in that step. Changes
/// weights in place. For one thread.
public final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double decay;
  private final Map<String, Map<Integer, Moments>> moments = new HashMap<>();
  private int step;

  /// @param decay share of a weight that it loses in a step of rate 1, 0 or more
  public AdamW(double decay) {
    this.decay = decay;
  }

  /// Running means of a gradient and of its square.
  @SuppressWarnings("ArrayRecordComponent") // changed in place, never compared
  private record Moments(float[] first, float[] second) {}

  /// How many steps have begun.
  public int steps() {
    return step;
  }

  /// Begins the next step.
  public void next() {
    step++;
  }

  /// A whole step: begins the next one, and changes all weights that have a gradient.
  ///
  /// @param weights by name
  /// @param whole gradients of whole weights, by name
  /// @param rows gradients of rows of tables, by name and number
  /// @param scale what gradients are multiplied with first, as from [#clipping]
  /// @param rate of whole weights
  /// @param rateOfRows of rows of tables
  public void step(
      Map<String, FloatBuffer> weights,
      Map<String, float[]> whole,
      Map<String, ? extends Map<Integer, float[]>> rows,
      double scale,
      double rate,
      double rateOfRows) {
    next();
    whole.forEach((name, gradient) -> update(name, of(weights, name), 0, gradient, scale, rate));
    rows.forEach(
        (name, table) ->
            table.forEach(
                (row, gradient) ->
                    update(name, of(weights, name), row * gradient.length, gradient, scale, rateOfRows)));
  }

  private static FloatBuffer of(Map<String, FloatBuffer> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  /// Changes weights along their gradient.
  ///
  /// @param name of what the weights belong to, and `offset` where among them they start
  /// @param scale what the gradient is multiplied with first, as from [#clipping]
  /// @throws IllegalStateException before the first step
  public void update(String name, FloatBuffer weights, int offset, float[] gradient, double scale, double rate) {
    if (step == 0) {
      throw new IllegalStateException("no step has begun");
    }
    Moments known =
        moments
            .computeIfAbsent(name, _ -> new HashMap<>())
            .computeIfAbsent(offset, _ -> new Moments(new float[gradient.length], new float[gradient.length]));
    float[] first = known.first();
    float[] second = known.second();
    float size = (float) (rate / (1 - Math.pow(BETA1, step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    float kept = (float) (1 - rate * decay);
    float factor = (float) scale;
    for (int i = 0; i < gradient.length; i++) {
      float g = gradient[i] * factor;
      first[i] += (float) (1 - BETA1) * (g - first[i]);
      second[i] += (float) (1 - BETA2) * (g * g - second[i]);
      float root = (float) Math.sqrt(second[i]) * correction + (float) EPSILON;
      weights.put(offset + i, weights.get(offset + i) * kept - size * first[i] / root);
    }
  }

  /// Writes all that the next step goes on from.
  public void write(DataOutput out) throws IOException {
    out.writeInt(step);
    out.writeInt(moments.size());
    for (var weights : moments.entrySet()) {
      out.writeUTF(weights.getKey());
      out.writeInt(weights.getValue().size());
      for (var part : weights.getValue().entrySet()) {
        out.writeInt(part.getKey());
        out.writeInt(part.getValue().first().length);
        Floats.write(out, FloatBuffer.wrap(part.getValue().first()));
        Floats.write(out, FloatBuffer.wrap(part.getValue().second()));
      }
    }
  }

  /// Goes on from what [#write] wrote.
  public void read(DataInput in) throws IOException {
    moments.clear();
    step = in.readInt();
    for (int left = in.readInt(); left > 0; left--) {
      Map<Integer, Moments> parts = moments.computeIfAbsent(in.readUTF(), _ -> new HashMap<>());
      for (int more = in.readInt(); more > 0; more--) {
        int offset = in.readInt();
        int length = in.readInt();
        Moments known = new Moments(new float[length], new float[length]);
        Floats.read(in, FloatBuffer.wrap(known.first()));
        Floats.read(in, FloatBuffer.wrap(known.second()));
        parts.put(offset, known);
      }
    }
  }

  /// What a gradient of so much length is multiplied with to be no longer than `most`.
  public static double clipping(double norm, double most) {
    return norm > most ? most / norm : 1;
  }
}
