package io.doppel.bench.encoding;

import io.doppel.bench.Run;
import io.doppel.bench.Selection;
import io.doppel.bench.encoding.EncodingSpeed.Round;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.runtime.MatrixProduct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures how fast an encoder is, in turns with the yardstick.
public final class EncodingBenchmark {

  private static final int ROUNDS = 5;
  private static final int FEWEST_ROUNDS = 3;
  private static final int TRIALS = 4;
  private static final int TRIAL_TEXTS = 32;

  /// With fewer, padding would be what is measured.
  private static final int FEWEST_TOKENS = 8_192;

  private static final int COMPARED = 64;

  /// The yardstick's part of a round's time.
  private static final double PRODUCT_PART = 0.25;

  private final OnnxEncoder encoder;
  private final MatrixProduct product;

  public EncodingBenchmark(OnnxEncoder encoder, MatrixProduct product) {
    this.encoder = encoder;
    this.product = product;
  }

  /// Encodes texts for about as long as `time` says. Where all of them would take longer than a round may, an even
  /// choice of them is taken, yet of some thousand tokens at least.
  ///
  /// @param texts at least one
  public EncodingSpeed measure(List<String> texts, Duration time) {
    double seconds = time.toNanos() / 1e9;
    long end = System.nanoTime() + time.toNanos();
    double round = seconds / (ROUNDS + 1.5);
    double inTime = round * (1 - PRODUCT_PART) * rate(texts);
    List<String> chosen = Selection.evenly(texts, (int) Math.min(texts.size(), Math.max(inTime, enough(texts))));
    int products = products(round * PRODUCT_PART);
    encoder.encode(chosen, Prompt.DOCUMENT);
    List<Round> rounds = new ArrayList<>();
    while (rounds.size() < FEWEST_ROUNDS || (rounds.size() < ROUNDS && System.nanoTime() < end)) {
      Run yardstick = Run.of(() -> product.run(products, Run.CORES));
      Run encoding = Run.of(() -> encoder.encode(chosen, Prompt.DOCUMENT));
      rounds.add(new Round(yardstick, MatrixProduct.OPERATIONS * products * Run.CORES, encoding));
    }
    return new EncodingSpeed(
        chosen.size(), encoder.work(chosen, Prompt.DOCUMENT), greatestDifference(chosen), rounds);
  }

  /// So many texts make enough tokens for well-filled batches.
  private double enough(List<String> texts) {
    List<String> trial = Selection.evenly(texts, TRIAL_TEXTS);
    return (double) FEWEST_TOKENS * trial.size() / encoder.work(trial, Prompt.DOCUMENT).tokens();
  }

  /// Texts a second, roughly: the best of some trials, the first of which only warm up.
  private double rate(List<String> texts) {
    List<String> trial = Selection.evenly(texts, TRIAL_TEXTS);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      best = Math.min(best, Run.of(() -> encoder.encode(trial, Prompt.DOCUMENT)).seconds());
    }
    return trial.size() / best;
  }

  /// How many products a core makes in so many seconds, roughly.
  private int products(double seconds) {
    product.run(2, Run.CORES);
    double one = Run.of(() -> product.run(4, Run.CORES)).seconds() / 4;
    return Math.max(1, (int) (seconds / one));
  }

  private double greatestDifference(List<String> texts) {
    List<Embedding> together = encoder.encode(texts, Prompt.DOCUMENT);
    double greatest = 0;
    for (String text : Selection.evenly(texts, COMPARED)) {
      float[] among = together.get(texts.indexOf(text)).toArray();
      float[] alone = encoder.encode(text, Prompt.DOCUMENT).toArray();
      for (int i = 0; i < among.length; i++) {
        greatest = Math.max(greatest, Math.abs(among[i] - alone[i]));
      }
    }
    return greatest;
  }
}
