package io.doppel.cli.measure;

import io.doppel.bench.Latency;
import io.doppel.bench.Run;
import io.doppel.bench.encoding.EncodingBenchmark;
import io.doppel.bench.encoding.EncodingSpeed.Round;
import io.doppel.bench.encoding.EncodingSpeed;
import io.doppel.bench.encoding.LatencyBenchmark;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.encoder.onnx.runtime.MatrixProduct;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The speed of the encoder.
@Command(
    name = "encode",
    description = {
      "Measures how fast the model encodes.",
      "",
      "In turns with it the machine's own peak is measured, by products of two float32 matrices of 1024 rows "
          + "and columns"
          + " in ONNX Runtime on every core. Processor time tells the speed also while other programs share "
              + "the machine."
    })
final class BenchEncodeCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3_600;

  /// The part of the time that single queries get.
  private static final double LATENCY_PART = 0.25;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Texts to encode: a document each of JSONL, CSV and TSV, a line each of any other file. May be given"
              + " more than once. Default: sample questions, and passages of sample essays.")
  private List<String> files = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "About how long to measure, all files together. Default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  record LatencyJson(int threads, int queries, double p50Ms, double p99Ms) {}

  record RunJson(double seconds, double processorSeconds, double productSeconds, double productProcessorSeconds) {}

  record SpeedJson(
      String model,
      int workers,
      int threadsPerRun,
      int tokenBudget,
      int queryThreads,
      String texts,
      int count,
      long tokens,
      double paddingPercent,
      double textsPerSecond,
      double tokensPerSecond,
      double gflops,
      double peakGflops,
      double shareOfPeakPercent,
      double shareOfPeakByProcessorTimePercent,
      double greatestDifference,
      List<LatencyJson> latency,
      List<RunJson> runs) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    Path folder = engine.home().modelFolder();
    EncoderSettings settings = TunedSettings.bestFor(folder);
    BenchReport report = new BenchReport("encode", output);
    List<OnnxEncoder> encoders = new ArrayList<>();
    try (MatrixProduct product = new MatrixProduct()) {
      for (int threads : threads()) {
        encoders.add(OnnxEncoder.load(folder, new EncoderSettings(1, threads, settings.tokenBudget())));
      }
      OnnxEncoder encoder = OnnxEncoder.load(folder, settings);
      encoders.add(encoder);
      List<BenchTexts> given = texts(encoder);
      Duration each = Duration.ofMillis(seconds * 1000L / given.size());
      report.say(
          "%s: %s at a time, %s each, batches of %d tokens"
              .formatted(
                  encoder.fingerprint().model(),
                  Count.of(settings.workers(), "run"),
                  Count.of(settings.threadsPerRun(), "thread"),
                  settings.tokenBudget()));
      for (BenchTexts texts : given) {
        EncodingSpeed speed =
            new EncodingBenchmark(encoder, product).measure(texts.texts(), part(each, 1 - LATENCY_PART));
        List<Latency> latencies =
            LatencyBenchmark.measure(
                encoders.subList(0, threads().size()), texts.texts(), part(each, LATENCY_PART));
        SpeedJson measured = measured(encoder, texts, speed, latencies);
        report.add(measured, text(measured, texts.texts().size()));
      }
      report.keep(
          folder,
          encoder.fingerprint(),
          given.stream().map(BenchTexts::name).collect(Collectors.joining(", ")));
    } finally {
      encoders.forEach(OnnxEncoder::close);
    }
    return 0;
  }

  /// Of a run for one text: one, and as many as there are cores.
  private static List<Integer> threads() {
    return IntStream.of(1, Runtime.getRuntime().availableProcessors()).distinct().boxed().toList();
  }

  private List<BenchTexts> texts(OnnxEncoder encoder) throws IOException {
    if (files.isEmpty()) {
      return BenchTexts.samples(encoder);
    }
    List<BenchTexts> texts = new ArrayList<>();
    for (String file : files) {
      texts.add(BenchTexts.of(file));
    }
    return texts;
  }

  private static Duration part(Duration whole, double share) {
    return Duration.ofMillis((long) (whole.toMillis() * share));
  }

  private static String text(SpeedJson speed, int given) {
    String throughput = String.format(
        Locale.ROOT,
        """

        %s: %s texts, %.1f tokens each, %.1f %% padding
          %,.0f texts/s, %,.0f tokens/s, %.1f GFLOP/s
          %.1f %% of this machine's peak of %.1f GFLOP/s; %.1f %% by processor time
          rounds, s       %s
          processor, s    %s
          peak, s         %s
          processor, s    %s
          alone and among others, a text's coordinates differ by at most %.1e
        """,
        speed.texts(),
        speed.count() == given ? "%,d".formatted(given) : "%,d of %,d".formatted(speed.count(), given),
        (double) speed.tokens() / speed.count(),
        speed.paddingPercent(),
        speed.textsPerSecond(),
        speed.tokensPerSecond(),
        speed.gflops(),
        speed.shareOfPeakPercent(),
        speed.peakGflops(),
        speed.shareOfPeakByProcessorTimePercent(),
        each(speed, RunJson::seconds),
        each(speed, RunJson::processorSeconds),
        each(speed, RunJson::productSeconds),
        each(speed, RunJson::productProcessorSeconds),
        speed.greatestDifference());
    return throughput + speed.latency().stream().map(BenchEncodeCommand::text).collect(Collectors.joining());
  }

  private static String text(LatencyJson latency) {
    return String.format(
        Locale.ROOT,
        "  one text with %s: p50 %.2f ms, p99 %.2f ms (%,d queries)%n",
        Count.of(latency.threads(), "thread"),
        latency.p50Ms(),
        latency.p99Ms(),
        latency.queries());
  }

  private static String each(SpeedJson speed, ToDoubleFunction<RunJson> seconds) {
    return speed.runs().stream()
        .map(round -> "%.3f".formatted(seconds.applyAsDouble(round)))
        .collect(Collectors.joining(" "));
  }

  private static SpeedJson measured(
      OnnxEncoder encoder, BenchTexts texts, EncodingSpeed speed, List<Latency> latencies) {
    return new SpeedJson(
        encoder.fingerprint().model(),
        encoder.settings().workers(),
        encoder.settings().threadsPerRun(),
        encoder.settings().tokenBudget(),
        encoder.settings().queryThreads(),
        texts.name(),
        speed.texts(),
        speed.work().tokens(),
        100 * speed.work().padding(),
        speed.textsPerSecond(),
        speed.tokensPerSecond(),
        speed.gigaflops(),
        speed.peakGigaflops(),
        100 * speed.shareOfPeak(),
        100 * speed.shareOfPeakByProcessorTime(),
        speed.greatestDifference(),
        IntStream.range(0, latencies.size()).mapToObj(i -> json(threads().get(i), latencies.get(i))).toList(),
        speed.rounds().stream().map(BenchEncodeCommand::json).toList());
  }

  private static LatencyJson json(int threads, Latency latency) {
    return new LatencyJson(threads, latency.milliseconds().size(), latency.p50(), latency.p99());
  }

  private static RunJson json(Round round) {
    Run encoding = round.encoding();
    Run product = round.product();
    return new RunJson(
        encoding.seconds(), encoding.processorSeconds(), product.seconds(), product.processorSeconds());
  }
}
