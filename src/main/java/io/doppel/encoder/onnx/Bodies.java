package io.doppel.encoder.onnx;

import io.doppel.encoder.EncoderException;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What reads texts: one body, or where the graph has a gate ([io.doppel.encoder.graph.Gate]), one without it, and one
/// with it for the texts that open it, which is opened with the first of them. No batch has texts of both, so that
/// neither knows of the other.
final class Bodies implements AutoCloseable {

  private final GraphFile file;
  private final EncoderSettings settings;
  private final Body usual;
  private @Nullable Body gated;
  private boolean closed;

  private Bodies(GraphFile file, EncoderSettings settings, Body usual) {
    this.file = file;
    this.settings = settings;
    this.usual = usual;
  }

  static Bodies open(GraphFile file, EncoderSettings settings) throws ModelException {
    return new Bodies(file, settings, Body.open(file.ungated(), settings));
  }

  /// Texts that are run together, and what runs them.
  record Run(Body body, TokenBatch batch) {}

  /// All runs that texts need.
  List<Run> runs(List<Tokens> texts, int tokenBudget) {
    List<Run> runs = new ArrayList<>();
    for (TokenBatch batch : plan(texts, tokenBudget)) {
      runs.add(new Run(of(texts.get(batch.rows().getFirst())), batch));
    }
    return runs;
  }

  List<TokenBatch> plan(List<Tokens> texts, int tokenBudget) {
    if (file.firstGated().isEmpty()) {
      return TokenBatch.plan(texts, tokenBudget);
    }
    List<TokenBatch> batches = new ArrayList<>();
    IntStream.range(0, texts.size())
        .boxed()
        .collect(Collectors.partitioningBy(row -> isGated(texts.get(row))))
        .values()
        .forEach(rows -> batches.addAll(TokenBatch.plan(texts, rows, tokenBudget)));
    return batches;
  }

  /// What reads a text.
  Body of(Tokens text) {
    return isGated(text) ? gated() : usual;
  }

  Body usual() {
    return usual;
  }

  private boolean isGated(Tokens text) {
    return file.firstGated().isPresent()
        && LongStream.of(text.ids()).anyMatch(id -> id >= file.firstGated().getAsLong());
  }

  private synchronized Body gated() {
    if (closed) {
      throw new IllegalStateException("the encoder is closed");
    }
    Body opened = gated;
    if (opened == null) {
      try {
        opened = Body.open(file, settings);
      } catch (ModelException e) {
        throw new EncoderException("a part of the model cannot be opened: " + e.getMessage(), e);
      }
      gated = opened;
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    usual.close();
    if (gated != null) {
      gated.close();
    }
  }
}
