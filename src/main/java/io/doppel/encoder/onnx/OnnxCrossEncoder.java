package io.doppel.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.EncoderException;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.Sessions;
import io.doppel.encoder.token.PairTokenizer;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.TokenPair;
import io.doppel.encoder.token.Tokens;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// A cross-encoder in ONNX Runtime: one logit for each pair of texts. As many runs go on at once as there are workers.
public final class OnnxCrossEncoder implements CrossEncoder {

  private static final String OUTPUT = "logits";

  private final CrossEncoderFolder model;
  private final String fingerprint;
  private final PairTokenizer tokenizer;
  private final OrtSession session;
  private final EncoderSettings settings;
  private final Lanes lanes;
  private final Semaphore turns;
  private final NativeUse use = new NativeUse("cross-encoder");

  private OnnxCrossEncoder(
      CrossEncoderFolder model,
      String fingerprint,
      PairTokenizer tokenizer,
      OrtSession session,
      EncoderSettings settings) {
    this.model = model;
    this.fingerprint = fingerprint;
    this.tokenizer = tokenizer;
    this.session = session;
    this.settings = settings;
    this.lanes = new Lanes(settings.workers());
    this.turns = new Semaphore(settings.workers(), true);
  }

  /// Loads a model and makes it read one pair, so that what is no cross-encoder is refused here.
  ///
  /// @throws ModelException if the folder holds no cross-encoder that works
  public static OnnxCrossEncoder load(Path folder, EncoderSettings settings) throws IOException {
    CrossEncoderFolder model = CrossEncoderFolder.read(folder);
    GraphFile file = GraphFile.read(model.graph());
    PairTokenizer tokenizer = PairTokenizer.load(model.tokenizer(), model.maxTokens());
    boolean loaded = false;
    try {
      OrtSession session = Sessions.open(file, settings.threadsPerRun());
      try {
        requireOneLogit(model, tokenizer, session);
        String fingerprint = model.fingerprint(file.weights());
        loaded = true;
        return new OnnxCrossEncoder(model, fingerprint, tokenizer, session, settings);
      } finally {
        if (!loaded) {
          Sessions.close(session);
        }
      }
    } finally {
      if (!loaded) {
        tokenizer.close();
      }
    }
  }

  private static void requireOneLogit(CrossEncoderFolder model, PairTokenizer tokenizer, OrtSession session)
      throws ModelException {
    Set<String> outputs = session.getOutputNames();
    if (!outputs.contains(OUTPUT)) {
      throw new ModelException(
          model.graph(),
          "is no cross-encoder: it has no output %s, only %s".formatted(OUTPUT, outputs));
    }
    TokenPair pair = tokenizer.encode("doppel", "doppel");
    int logits;
    try {
      logits = run(session, List.of(pair), new TokenBatch(List.of(0), pair.tokens().length())).length;
    } catch (OrtException e) {
      throw new ModelException(model.graph(), "cannot read a pair: " + e.getMessage(), e);
    }
    if (logits != 1) {
      throw new ModelException(
          model.graph(),
          "is no cross-encoder for ranking: it gives %d numbers for a pair instead of one"
              .formatted(logits));
    }
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public float[] scores(String query, List<String> texts) {
    return use.whileOpen(() -> all(query, texts));
  }

  private float[] all(String query, List<String> texts) {
    TokenPair[] pairs = new TokenPair[texts.size()];
    lanes.run(pairs.length, i -> pairs[i] = tokenizer.encode(query, texts.get(i)));
    List<Tokens> tokens = Arrays.stream(pairs).map(TokenPair::tokens).toList();
    List<TokenBatch> batches = TokenBatch.plan(tokens, settings.tokenBudget());
    float[] scores = new float[pairs.length];
    lanes.run(batches.size(), batch -> score(Arrays.asList(pairs), batches.get(batch), scores));
    return scores;
  }

  private void score(List<TokenPair> pairs, TokenBatch batch, float[] scores) {
    float[] logits;
    try {
      turns.acquire();
      try {
        use.requireOpen();
        logits = run(session, pairs, batch);
      } finally {
        turns.release();
      }
    } catch (OrtException e) {
      throw new EncoderException("%s failed on a batch of %d pairs".formatted(model.name(), batch.size()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EncoderException("interrupted while waiting for a turn at the model", e);
    }
    for (int row = 0; row < batch.size(); row++) {
      scores[batch.rows().get(row)] = logits[row];
    }
  }

  /// All numbers that the graph gives for the pairs of a batch.
  private static float[] run(OrtSession session, List<TokenPair> pairs, TokenBatch batch) throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    long[] shape = {batch.size(), batch.width()};
    long[] ids = new long[batch.size() * batch.width()];
    long[] mask = new long[ids.length];
    long[] types = new long[ids.length];
    for (int row = 0; row < batch.size(); row++) {
      TokenPair pair = pairs.get(batch.rows().get(row));
      int from = row * batch.width();
      int length = pair.tokens().length();
      System.arraycopy(pair.tokens().ids(), 0, ids, from, length);
      System.arraycopy(pair.types(), 0, types, from, length);
      Arrays.fill(mask, from, from + length, 1);
    }
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(types), shape);
        OrtSession.Result result =
            OnnxRuntime.call(() ->
                session.run(
                    Sessions.readable(session.getInputNames(), idTensor, maskTensor, typeTensor),
                    Set.of(OUTPUT)))) {
      FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] numbers = new float[logits.remaining()];
      logits.get(numbers);
      return numbers;
    }
  }

  /// Waits for what is under way.
  @Override
  public void close() {
    use.close(
        () -> {
          lanes.close();
          Sessions.close(session);
          tokenizer.close();
        });
  }
}
