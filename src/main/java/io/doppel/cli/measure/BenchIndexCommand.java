package io.doppel.cli.measure;

import io.doppel.bench.index.IndexingBenchmark;
import io.doppel.bench.index.IndexingSpeed;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.engine.Catalogs;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The speed of indexing.
@Command(
    name = "index",
    description = {
      "Measures how long indexing takes, and how much of it is pure encoding.",
      "",
      "In turns, the passages of the documents are encoded only, and the documents are indexed as a whole into a new"
          + " collection, which is deleted again: in a temporary folder, or in the cluster where collections are."
    })
final class BenchIndexCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3_600;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Documents of JSONL, CSV or TSV, or the lines of any other file. Default: sample questions and essays.")
  private @Nullable String file;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "About how long to measure. Default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  record RunJson(
      double encodingSeconds,
      double encodingProcessorSeconds,
      double indexingSeconds,
      double indexingProcessorSeconds) {}

  record SpeedJson(
      String model,
      String texts,
      int documents,
      int passages,
      double documentsPerSecond,
      double indexingToEncoding,
      double indexingToEncodingByProcessorTime,
      double found,
      List<RunJson> runs) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    Path folder = engine.home().modelFolder();
    BenchReport report = new BenchReport("index", output);
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, TunedSettings.bestFor(folder))) {
      String name = file == null ? "samples" : BenchTexts.name(file);
      List<Document> documents = file == null ? BenchTexts.sampleDocuments() : BenchTexts.documents(file);
      IndexingSpeed speed =
          new IndexingBenchmark(encoder, engine.home().collections()).measure(documents, Duration.ofSeconds(seconds));
      SpeedJson measured = measured(encoder.fingerprint().model(), name, speed);
      report.add(measured, text(measured));
      if (Catalogs.isFolder(engine.home().collections())) {
        report.keep(folder, encoder.fingerprint(), name);
      }
    }
    return 0;
  }

  private static String text(SpeedJson speed) {
    return String.format(
        Locale.ROOT,
        """
        %s, %s: %,d documents, %,d passages
          %,.0f documents/s
          indexing takes %.3f times as long as pure encoding; %.3f times by processor time
          encoding, s     %s
          processor, s    %s
          indexing, s     %s
          processor, s    %s
          searched for, %.1f %% of the passages come back
        """,
        speed.model(),
        speed.texts(),
        speed.documents(),
        speed.passages(),
        speed.documentsPerSecond(),
        speed.indexingToEncoding(),
        speed.indexingToEncodingByProcessorTime(),
        each(speed, RunJson::encodingSeconds),
        each(speed, RunJson::encodingProcessorSeconds),
        each(speed, RunJson::indexingSeconds),
        each(speed, RunJson::indexingProcessorSeconds),
        100 * speed.found());
  }

  private static String each(SpeedJson speed, Function<RunJson, Double> seconds) {
    return speed.runs().stream()
        .map(round -> "%.3f".formatted(seconds.apply(round)))
        .collect(Collectors.joining(" "));
  }

  private static SpeedJson measured(String model, String name, IndexingSpeed speed) {
    return new SpeedJson(
        model,
        name,
        speed.documents(),
        speed.passages(),
        speed.documentsPerSecond(),
        speed.ratio(),
        speed.ratioByProcessorTime(),
        speed.found(),
        speed.rounds().stream()
            .map(round ->
                new RunJson(
                    round.encoding().seconds(),
                    round.encoding().processorSeconds(),
                    round.indexing().seconds(),
                    round.indexing().processorSeconds()))
            .toList());
  }
}
