package io.doppel.encoder.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.doppel.encoder.graph.gradient.TrainableGraph;
import io.doppel.encoder.model.Pooling;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.Tokens;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Texts that go through the graph together, as the graph reads them.
final class Piece implements AutoCloseable {

  private final Map<String, OnnxTensor> tensors = new HashMap<>();
  private final int texts;

  private Piece(int texts, int width, long[] ids, long[] mask, float[] pooling) throws OrtException {
    this.texts = texts;
    long[] shape = {texts, width};
    OrtEnvironment environment = OnnxRuntime.environment();
    boolean whole = false;
    try {
      tensors.put("input_ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape));
      tensors.put("attention_mask", OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape));
      tensors.put(
          "token_type_ids",
          OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[texts * width]), shape));
      tensors.put(
          TrainableGraph.POOLING,
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(pooling), new long[] {texts, 1, width}));
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  static Piece of(List<Tokens> all, TokenBatch batch, Pooling pooling) throws OrtException {
    int width = batch.width();
    long[] ids = new long[batch.size() * width];
    long[] mask = new long[ids.length];
    float[] weights = new float[ids.length];
    for (int row = 0; row < batch.size(); row++) {
      long[] tokens = all.get(batch.rows().get(row)).ids();
      System.arraycopy(tokens, 0, ids, row * width, tokens.length);
      Arrays.fill(mask, row * width, row * width + tokens.length, 1);
      System.arraycopy(weights(pooling, tokens.length), 0, weights, row * width, tokens.length);
    }
    return new Piece(batch.size(), width, ids, mask, weights);
  }

  /// The same with other inputs, which are closed with it.
  Piece with(Map<String, OnnxTensor> others) {
    tensors.putAll(others);
    return this;
  }

  /// Some tokens that every model has.
  static Piece probe(int texts, int tokens) throws OrtException {
    long[] mask = new long[texts * tokens];
    Arrays.fill(mask, 1);
    float[] pooling = new float[texts * tokens];
    Arrays.fill(pooling, 1f / tokens);
    return new Piece(texts, tokens, mask.clone(), mask, pooling);
  }

  /// How much each token counts.
  ///
  /// @throws IllegalArgumentException for a pooling that is no sum
  static float[] weights(Pooling pooling, int length) {
    List<Float> weights = new ArrayList<>();
    for (int token = 0; token < length; token++) {
      weights.add(
          switch (pooling) {
            case CLS -> token == 0 ? 1f : 0f;
            case LAST_TOKEN -> token == length - 1 ? 1f : 0f;
            case MEAN -> 1f / length;
            case MEAN_SQRT_LEN_TOKENS -> (float) (1 / Math.sqrt(length));
            case WEIGHTED_MEAN -> 2f * (token + 1) / (length * (length + 1f));
            case MAX ->
                throw new IllegalArgumentException(
                    "the largest value of each coordinate is no sum over tokens");
          });
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = weights.get(i);
    }
    return values;
  }

  int texts() {
    return texts;
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
