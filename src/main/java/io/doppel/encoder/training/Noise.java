package io.doppel.encoder.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.doppel.encoder.graph.gradient.Mask;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.token.TokenBatch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What masks let through: a coordinate of a token, larger by what the others lack, or nothing. The same for the same
/// seed, step and text, whichever piece of a batch that is in.
///
/// @param rate the share of coordinates that are let through not, 0 or more and below 1
/// @param seed of the run
record Noise(List<Mask> masks, double rate, long seed) {

  private static final int BITS = 16;

  /// The masks of a piece of a batch in a step.
  Map<String, OnnxTensor> of(TokenBatch batch, long step) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    boolean done = false;
    try {
      for (int place = 0; place < masks.size(); place++) {
        Mask mask = masks.get(place);
        float[] values = new float[batch.size() * batch.width() * mask.width()];
        for (int row = 0; row < batch.size(); row++) {
          int size = batch.width() * mask.width();
          fill(values, row * size, size, random(step, batch.rows().get(row), place));
        }
        tensors.put(mask.input(), tensor(values, batch.size(), batch.width(), mask.width()));
      }
      done = true;
      return tensors;
    } finally {
      if (!done) {
        tensors.values().forEach(OnnxTensor::close);
      }
    }
  }

  /// Masks that let all through, for so many texts of so many tokens; of one for as many as there are.
  Map<String, OnnxTensor> none(int texts, int tokens) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (Mask mask : masks) {
      float[] values = new float[texts * tokens * mask.width()];
      Arrays.fill(values, 1);
      tensors.put(mask.input(), tensor(values, texts, tokens, mask.width()));
    }
    return tensors;
  }

  private static OnnxTensor tensor(float[] values, long texts, long tokens, long width) throws OrtException {
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), FloatBuffer.wrap(values), new long[] {texts, tokens, width});
  }

  private SplittableRandom random(long step, int text, int place) {
    long mixed = new SplittableRandom(seed).nextLong() + step;
    mixed = new SplittableRandom(mixed).nextLong() + text;
    return new SplittableRandom(new SplittableRandom(mixed).nextLong() + place);
  }

  /// Four decisions from each number.
  private void fill(float[] values, int from, int size, SplittableRandom random) {
    int least = (int) Math.round(rate * (1 << BITS));
    float kept = (float) (1 / (1 - rate));
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits = i % (Long.SIZE / BITS) == 0 ? random.nextLong() : bits >>> BITS;
      values[from + i] = (bits & ((1 << BITS) - 1)) < least ? 0 : kept;
    }
  }
}
