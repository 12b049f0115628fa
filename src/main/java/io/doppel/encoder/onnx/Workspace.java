package io.doppel.encoder.onnx;

import ai.onnxruntime.OrtException;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.Tokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The memory of one inference run, used again for the next. Not thread-safe: whoever holds it has
/// it alone.
final class Workspace {

  private final int dimension;
  private LongBuffer ids = longs(0);
  private LongBuffer mask = longs(0);
  private LongBuffer types = longs(0);
  private FloatBuffer output = floats(0);
  private float[] embeddings = new float[0];
  private final float[] pooled;

  Workspace(int dimension) {
    this.dimension = dimension;
    this.pooled = new float[dimension];
  }

  /// Runs one batch and puts each text's embedding into `results` at the text's position.
  void run(
      OnnxGraph graph, ModelFolder model, List<Tokens> texts, TokenBatch batch, Embedding[] results)
      throws OrtException {
    int width = batch.width();
    fill(texts, batch);
    graph.run(ids, mask, types, output, batch.size(), width);
    output.get(0, embeddings, 0, graph.outputSize(batch.size(), width));
    for (int row = 0; row < batch.size(); row++) {
      int position = batch.rows().get(row);
      if (graph.pools()) {
        System.arraycopy(embeddings, row * dimension, pooled, 0, dimension);
        results[position] = Embedding.normalize(pooled);
      } else {
        int length = texts.get(position).length();
        model.pooling().pool(embeddings, row * width * dimension, length, dimension, pooled);
        results[position] = model.embedding(pooled);
      }
    }
  }

  /// Runs one text and gives the embedding of each of its tokens, special tokens among them. Only for a graph that does
  /// not pool.
  List<Embedding> tokens(OnnxGraph graph, Tokens text) throws OrtException {
    TokenBatch batch = TokenBatch.plan(List.of(text), text.length()).getFirst();
    fill(List.of(text), batch);
    graph.run(ids, mask, types, output, 1, text.length());
    output.get(0, embeddings, 0, graph.outputSize(1, text.length()));
    return IntStream.range(0, text.length())
        .mapToObj(token ->
            Embedding.normalize(
                Arrays.copyOfRange(embeddings, token * dimension, (token + 1) * dimension)))
        .toList();
  }

  private void fill(List<Tokens> texts, TokenBatch batch) {
    reserve(batch.size() * batch.width());
    for (int row = 0; row < batch.size(); row++) {
      long[] tokens = texts.get(batch.rows().get(row)).ids();
      int from = row * batch.width();
      ids.put(from, tokens);
      for (int i = 0; i < batch.width(); i++) {
        mask.put(from + i, i < tokens.length ? 1 : 0);
        if (i >= tokens.length) {
          ids.put(from + i, 0);
        }
      }
    }
  }

  private void reserve(int tokens) {
    if (ids.capacity() < tokens) {
      // All or none: where there is no memory for one of them, the next batch finds the others as they were.
      LongBuffer newIds = longs(tokens);
      LongBuffer newMask = longs(tokens);
      LongBuffer newTypes = longs(tokens);
      FloatBuffer newOutput = floats(tokens * dimension);
      float[] newEmbeddings = new float[tokens * dimension];
      ids = newIds;
      mask = newMask;
      types = newTypes;
      output = newOutput;
      embeddings = newEmbeddings;
    }
  }

  private static LongBuffer longs(int size) {
    return ByteBuffer.allocateDirect(size * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
