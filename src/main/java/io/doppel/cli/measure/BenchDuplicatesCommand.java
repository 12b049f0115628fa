package io.doppel.cli.measure;

import io.doppel.bench.Run;
import io.doppel.bench.task.MiningBenchmark;
import io.doppel.bench.task.MiningSpeed;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.file.TemporaryFolder;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The speed and the recall of finding duplicates.
@Command(
    name = "duplicates",
    description = {
      "Measures how long it takes to find all duplicates of a collection, and how many of them are found.",
      "",
      "Takes a thousand passages, then ten thousand and so on up to all of them, and finds the pairs in both ways: through"
          + " the index, and each with each, which is exact. The passages are embedded before."
    })
final class BenchDuplicatesCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();

  @Option(
      names = "--threshold",
      paramLabel = "COSINE",
      defaultValue = "0.75",
      description = "The least similarity of a pair, -1 to 1. Default: ${DEFAULT-VALUE}.")
  private float threshold;

  @Option(
      names = "--exact-up-to",
      paramLabel = "N",
      defaultValue = "200000",
      description = "The most passages that are compared each with each. Default: ${DEFAULT-VALUE}.")
  private int exactUpTo;

  @Mixin private CollectionParameter parameter = new CollectionParameter();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /// Null where the exact answer was not made.
  record Line(
      String collection,
      long passages,
      float threshold,
      long pairs,
      @Nullable Double recall,
      double seconds,
      double processorSeconds,
      @Nullable Double exactSeconds,
      @Nullable Double exactProcessorSeconds) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    Bounds.check("exact-up-to", exactUpTo, 0, Integer.MAX_VALUE);
    try (Doppel doppel = engine.open()) {
      DocumentCollection collection = doppel.collection(parameter.name());
      MiningBenchmark benchmark = new MiningBenchmark(collection.index(), collection.calibration(), threshold);
      BenchReport report = new BenchReport("duplicates", spec.commandLine().getOut(), engine.json());
      report.say("             through the index         each with each");
      report.say("  passages        s  processor        s  processor      pairs  recall");
      for (int passages : benchmark.sizes()) {
        try (TemporaryFolder scratch = TemporaryFolder.in(engine.home().index(), ".bench-")) {
          Line line = line(benchmark.measure(passages, passages <= exactUpTo, scratch.path()));
          report.add(line, text(line));
        }
      }
      report.keep(doppel.modelFolder(), doppel.encoder().fingerprint(), parameter.name().value());
    }
    return 0;
  }

  private static String text(Line line) {
    return String.format(
        Locale.ROOT,
        "%,10d %8.2f %10.2f %19s %,10d %7s%n",
        line.passages(),
        line.seconds(),
        line.processorSeconds(),
        line.exactSeconds() == null ? "" : "%8.2f %10.2f".formatted(line.exactSeconds(), line.exactProcessorSeconds()),
        line.pairs(),
        line.recall() == null ? "" : "%.4f".formatted(line.recall()));
  }

  private Line line(MiningSpeed speed) {
    Run exact = speed.eachWithEach();
    return new Line(
        parameter.name().value(),
        speed.passages(),
        threshold,
        speed.pairs(),
        speed.recall(),
        speed.throughIndex().seconds(),
        speed.throughIndex().processorSeconds(),
        exact == null ? null : exact.seconds(),
        exact == null ? null : exact.processorSeconds());
  }
}
