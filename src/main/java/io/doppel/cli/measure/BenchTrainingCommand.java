package io.doppel.cli.measure;

import io.doppel.bench.Run;
import io.doppel.bench.training.TrainingBenchmark;
import io.doppel.bench.training.TrainingSpeed;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.text.Bounds;
import io.doppel.training.learner.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The speed of training.
@Command(
    name = "training",
    description = {
      "Measures how fast the model learns, beside embedding the same texts, and what it takes of the memory.",
      "",
      "It is held against the loss itself whether the gradients are right. The model stays as it is."
    })
final class BenchTrainingCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3_600;
  private static final int RANK = 8;
  private static final int LAYERS = 2;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Texts to learn from: a document each of JSONL, CSV and TSV, a line each of any other file. Default: sample "
              + "questions.")
  private @Nullable String file;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "lora",
      description = "lora, layers (the last 2) or full. Default: ${DEFAULT-VALUE}.")
  private String method = "lora";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "About how long to measure. Default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  record RunJson(
      double trainingSeconds,
      double trainingProcessorSeconds,
      double embeddingSeconds,
      double embeddingProcessorSeconds) {}

  record SpeedJson(
      String model,
      String method,
      String texts,
      int count,
      double tokensEach,
      long parameters,
      double textsPerSecond,
      double textsPerSecondByProcessorTime,
      double embeddedPerSecond,
      double trainingToEmbedding,
      double trainingToEmbeddingByProcessorTime,
      long statedMegabytes,
      @Nullable Long takenMegabytes,
      double gradientError,
      double lossBefore,
      double lossAfter,
      List<RunJson> runs) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    if (!(Method.of(method, RANK, LAYERS) instanceof Method.Graph chosen)) {
      throw output.wrongUsage("--method is lora, layers or full: an adapter learns from embeddings, see bench encode");
    }
    Path folder = engine.home().modelFolder();
    BenchReport report = new BenchReport("training", output);
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, TunedSettings.bestFor(folder))) {
      BenchTexts texts = file == null ? BenchTexts.samples(encoder).getFirst() : BenchTexts.of(file);
      TrainingSpeed speed =
          new TrainingBenchmark(encoder, folder, chosen).measure(texts.texts(), Duration.ofSeconds(seconds));
      SpeedJson measured = measured(encoder.fingerprint().model(), texts, speed);
      report.add(measured, text(measured));
      report.keep(folder, encoder.fingerprint(), texts.name() + ", " + method);
    }
    return 0;
  }

  private static String text(SpeedJson speed) {
    return String.format(
        Locale.ROOT,
        """
        %s, %s: steps of %,d texts of %.1f tokens, %,d numbers are trained
          %,.1f texts/s are learned from, %,.1f if nothing else took the processor; %,.1f are embedded
          learning takes %.2f times as long as embedding; %.2f times by processor time
          training, s     %s
          processor, s    %s
          embedding, s    %s
          processor, s    %s
          memory: %,d MB stated besides the model, %s taken with it
          the slope of the loss along its gradient is the gradient's length but for %.1e of it; loss %.4f, then %.4f
        """,
        speed.model(),
        speed.method(),
        speed.count(),
        speed.tokensEach(),
        speed.parameters(),
        speed.textsPerSecond(),
        speed.textsPerSecondByProcessorTime(),
        speed.embeddedPerSecond(),
        speed.trainingToEmbedding(),
        speed.trainingToEmbeddingByProcessorTime(),
        each(speed, RunJson::trainingSeconds),
        each(speed, RunJson::trainingProcessorSeconds),
        each(speed, RunJson::embeddingSeconds),
        each(speed, RunJson::embeddingProcessorSeconds),
        speed.statedMegabytes(),
        speed.takenMegabytes() == null ? "not known how much" : "%,d MB".formatted(speed.takenMegabytes()),
        speed.gradientError(),
        speed.lossBefore(),
        speed.lossAfter());
  }

  private static String each(SpeedJson speed, ToDoubleFunction<RunJson> seconds) {
    return speed.runs().stream()
        .map(round -> "%.3f".formatted(seconds.applyAsDouble(round)))
        .collect(Collectors.joining(" "));
  }

  private SpeedJson measured(String model, BenchTexts texts, TrainingSpeed speed) {
    return new SpeedJson(
        model,
        method,
        texts.name(),
        speed.texts(),
        speed.tokensEach(),
        speed.parameters(),
        speed.textsPerSecond(),
        speed.textsPerSecondByProcessorTime(),
        speed.embeddedPerSecond(),
        speed.ratio(),
        speed.ratioByProcessorTime(),
        (speed.statedBytes() >> 20) + 1,
        speed.takenBytes().isPresent() ? (Long) (speed.takenBytes().getAsLong() >> 20) : null,
        speed.gradientError(),
        speed.losses().getFirst(),
        speed.losses().getLast(),
        speed.rounds().stream().map(BenchTrainingCommand::json).toList());
  }

  private static RunJson json(TrainingSpeed.Round round) {
    Run training = round.training();
    Run embedding = round.embedding();
    return new RunJson(
        training.seconds(), training.processorSeconds(), embedding.seconds(), embedding.processorSeconds());
  }
}
