package io.doppel.bench.training;

import io.doppel.bench.ResidentMemory;
import io.doppel.bench.Run;
import io.doppel.bench.Selection;
import io.doppel.bench.training.TrainingSpeed.Round;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.training.learner.Learner;
import io.doppel.training.learner.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Measures how fast an encoder learns, in turns with mere embedding of the same texts. What it learns makes no sense,
/// and is thrown away.
public final class TrainingBenchmark {

  private static final int ROUNDS = 5;
  private static final int FEWEST_ROUNDS = 3;
  private static final int BATCH = 64;
  private static final int FEWEST = 4;
  private static final double RATE = 1e-5;
  private static final long SEED = 1;

  /// Of the texts whose gradient is checked.
  private static final int CHECKED = 8;

  private final OnnxEncoder encoder;
  private final Path model;
  private final Method.Graph method;
  private final PairLoss loss = new PairLoss();

  /// @param encoder of the model in that folder
  public TrainingBenchmark(OnnxEncoder encoder, Path model, Method.Graph method) {
    this.encoder = encoder;
    this.model = model;
    this.method = method;
  }

  /// Learns for about as long as `time` says; the model stays as it is.
  ///
  /// @throws IllegalArgumentException if there are fewer than four texts
  /// @throws IOException if the model cannot be trained
  public TrainingSpeed measure(List<String> texts, Duration time) throws IOException {
    if (texts.size() < FEWEST) {
      throw new IllegalArgumentException(
          "at least %d different texts are needed to learn from, got %d".formatted(FEWEST, texts.size()));
    }
    List<String> batch = even(Selection.evenly(texts, BATCH));
    double gradientError = GradientCheck.of(model, method.scope(), even(Selection.evenly(batch, CHECKED)), loss, SEED);
    ResidentMemory before = ResidentMemory.startingHere();
    try (Learner learner = Learner.open(model, method, SEED, EmbeddingCache.none())) {
      List<Double> losses = new ArrayList<>();
      double once = Math.max(1e-3, Run.of(() -> losses.add(step(learner, batch))).seconds());
      int steps = Math.max(1, (int) (time.toMillis() / 1e3 / ROUNDS / (1.5 * once)));
      long end = System.nanoTime() + time.toNanos();
      List<Round> rounds = new ArrayList<>();
      while (rounds.size() < FEWEST_ROUNDS || (rounds.size() < ROUNDS && System.nanoTime() < end)) {
        Run training = Run.of(() -> {
          for (int i = 0; i < steps; i++) {
            losses.add(step(learner, batch));
          }
        });
        Run embedding = Run.of(() -> {
          for (int i = 0; i < steps; i++) {
            encoder.encode(batch, Prompt.DOCUMENT);
          }
        });
        rounds.add(new Round(training, embedding));
      }
      OptionalLong taken = before.grownAtMost();
      return new TrainingSpeed(
          learner.parameters(),
          batch.size(),
          (double) encoder.work(batch, Prompt.DOCUMENT).tokens() / batch.size(),
          steps,
          learner.bytes(batch.size()),
          taken,
          gradientError,
          List.of(losses.getFirst(), losses.getLast()),
          rounds);
    }
  }

  private static List<String> even(List<String> texts) {
    return texts.subList(0, texts.size() / 2 * 2);
  }

  private double step(Learner learner, List<String> batch) {
    double[] value = new double[1];
    learner.step(
        batch,
        Prompt.DOCUMENT,
        embeddings -> {
          PairLoss.Value found = loss.of(embeddings);
          value[0] = found.value();
          return found.gradient();
        },
        RATE);
    return value[0];
  }
}
