package io.doppel.bench.encoding;

import io.doppel.bench.Latency;
import io.doppel.bench.Run;
import io.doppel.bench.Selection;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Looks for the fastest way to encode with a model on this machine: first how many runs at once of how many threads,
/// then how many tokens a batch, then whether an int8 twin of the model is worth it. All candidates of a step take
/// turns.
///
/// @param trials all that was measured
/// @param best the fastest settings of the model itself; the standard ones unless others are clearly faster
/// @param twin what came of the twin, if there is one
public record Tuning(List<MeasuredSettings> trials, EncoderSettings best, Optional<MeasuredSettings> twin) {

  /// A twin's mean cosine to the original must reach this.
  public static final double FIDELITY = 0.995;

  /// So must the least cosine of a text among others to the same text alone.
  public static final double FIDELITY_IN_BATCH = 0.9999;

  /// What differs less than this may be chance.
  private static final double CLEARLY = 1.03;

  /// In this part of the rounds at least.
  private static final double NEARLY_ALWAYS = 0.8;

  private static final List<Integer> BUDGETS = List.of(128, 256, 512, 1024);
  private static final int FEWEST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 9;
  private static final int TOKENS_A_ROUND = 6_144;
  private static final int COMPARED = 24;

  public Tuning {
    trials = List.copyOf(trials);
  }

  /// Measures for about as long as `time` says, longer on a machine that is slow or busy.
  ///
  /// @param twin the folder of the model's int8 twin, if there is one
  /// @param texts to measure with, at least one
  public static Tuning run(Path model, Optional<Path> twin, List<String> texts, Duration time) throws IOException {
    EncoderSettings standard = EncoderSettings.standard().forBatches();
    Duration step = time.dividedBy(twin.isPresent() ? 3 : 2);
    List<String> chosen;
    List<Embedding> original;
    try (OnnxEncoder encoder = OnnxEncoder.load(model, standard)) {
      double tokens = encoder.work(texts, Prompt.DOCUMENT).tokens();
      chosen = Selection.evenly(texts, (int) (texts.size() * TOKENS_A_ROUND / tokens));
      original =
          Selection.evenly(chosen, COMPARED).stream()
              .map(text -> encoder.encode(text, Prompt.DOCUMENT))
              .toList();
    }
    Step steps = new Step(chosen, original, step);
    List<MeasuredSettings> trials = new ArrayList<>(steps.measure(List.of(model), shapes(standard)));
    EncoderSettings best = fastest(trials, standard).settings();
    int queryThreads = quickest(trials, best).settings().threadsPerRun();
    EncoderSettings shape = best;
    List<MeasuredSettings> budgets =
        steps.measure(
            List.of(model),
            BUDGETS.stream()
                .map(budget -> new EncoderSettings(shape.workers(), shape.threadsPerRun(), budget))
                .toList());
    trials.addAll(budgets);
    EncoderSettings found = fastest(budgets, best).settings();
    best =
        new EncoderSettings(
            found.workers(), found.threadsPerRun(), found.tokenBudget(), Math.max(found.threadsPerRun(), queryThreads));
    Optional<MeasuredSettings> other = Optional.empty();
    if (twin.isPresent()) {
      List<MeasuredSettings> measured = steps.measure(List.of(model, twin.get()), List.of(found));
      trials.addAll(measured);
      other = Optional.of(measured.getLast());
    }
    return new Tuning(trials, best, other);
  }

  /// Whether to use the twin: it is faster, its embeddings are near those of the model, and a text's embedding does not
  /// depend on its neighbours.
  public boolean twinIsWorthIt() {
    return twin.isPresent()
        && twinSpeed() >= CLEARLY
        && twin.get().fidelity().mean() >= FIDELITY
        && twin.get().fidelity().leastInBatch() >= FIDELITY_IN_BATCH;
  }

  /// How many times as fast as the model itself its twin is.
  public double twinSpeed() {
    MeasuredSettings beside = trials.get(trials.size() - 2);
    return twin.map(trial -> trial.speed() / beside.speed()).orElse(0.0);
  }

  /// Single-threaded runs on every core, one run of all threads, and what lies between.
  static List<EncoderSettings> shapes(EncoderSettings standard) {
    int cores = standard.workers();
    Set<EncoderSettings> shapes = new LinkedHashSet<>();
    for (int threads = 1; threads < cores; threads *= 2) {
      shapes.add(new EncoderSettings(Math.ceilDiv(cores, threads), threads, standard.tokenBudget()));
    }
    shapes.add(new EncoderSettings(1, cores, standard.tokenBudget()));
    return List.copyOf(shapes);
  }

  /// The trial of the highest throughput; that of `usual` unless another is clearly faster, and that in nearly every
  /// round.
  static MeasuredSettings fastest(List<MeasuredSettings> trials, EncoderSettings usual) {
    MeasuredSettings known = of(usual, trials);
    return trials.stream()
        .filter(trial -> trial.speed() > CLEARLY * known.speed() && nearlyAlwaysFaster(trial, known))
        .max(Comparator.comparingDouble(MeasuredSettings::speed))
        .orElse(known);
  }

  /// The trial with the shortest time of one text; that of `usual` unless another's is clearly shorter.
  static MeasuredSettings quickest(List<MeasuredSettings> trials, EncoderSettings usual) {
    MeasuredSettings known = of(usual, trials);
    return trials.stream()
        .filter(trial -> CLEARLY * trial.latency().p50() < known.latency().p50())
        .min(Comparator.comparingDouble(trial -> trial.latency().p50()))
        .orElse(known);
  }

  private static MeasuredSettings of(EncoderSettings settings, List<MeasuredSettings> trials) {
    return trials.stream().filter(trial -> trial.settings().equals(settings)).findFirst().orElseThrow();
  }

  /// They took turns, so that each round is a comparison of its own.
  private static boolean nearlyAlwaysFaster(MeasuredSettings trial, MeasuredSettings known) {
    int rounds = known.textsPerSecond().size();
    long faster =
        IntStream.range(0, rounds)
            .filter(round -> trial.textsPerSecond().get(round) > known.textsPerSecond().get(round))
            .count();
    return faster >= NEARLY_ALWAYS * rounds;
  }

  /// Candidates that are measured in turns.
  private record Step(List<String> texts, List<Embedding> original, Duration time) {

    List<MeasuredSettings> measure(List<Path> models, List<EncoderSettings> settings) throws IOException {
      List<OnnxEncoder> encoders = new ArrayList<>();
      try {
        for (Path model : models) {
          for (EncoderSettings one : settings) {
            encoders.add(OnnxEncoder.load(model, one));
          }
        }
        return measure(encoders);
      } finally {
        encoders.forEach(OnnxEncoder::close);
      }
    }

    private List<MeasuredSettings> measure(List<OnnxEncoder> encoders) {
      long end = System.nanoTime() + time.toNanos() * 3 / 4;
      List<List<Double>> speeds = encoders.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
      encoders.forEach(encoder -> encoder.encode(texts, Prompt.DOCUMENT));
      for (int round = 0; round < FEWEST_ROUNDS || (round < MOST_ROUNDS && System.nanoTime() < end); round++) {
        for (int i = 0; i < encoders.size(); i++) {
          OnnxEncoder encoder = encoders.get(i);
          speeds.get(i).add(texts.size() / Run.of(() -> encoder.encode(texts, Prompt.DOCUMENT)).seconds());
        }
      }
      List<Latency> latencies = LatencyBenchmark.measure(encoders, texts, time.dividedBy(5));
      List<String> compared = Selection.evenly(texts, COMPARED);
      List<MeasuredSettings> trials = new ArrayList<>();
      for (int i = 0; i < encoders.size(); i++) {
        OnnxEncoder encoder = encoders.get(i);
        trials.add(
            new MeasuredSettings(
                encoder.fingerprint().model(),
                encoder.settings(),
                speeds.get(i),
                latencies.get(i),
                Fidelity.of(encoder, compared, original)));
      }
      return trials;
    }
  }
}
