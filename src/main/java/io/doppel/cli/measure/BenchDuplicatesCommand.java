package io.doppel.cli.measure;

import io.doppel.bench.Sizes;
import io.doppel.bench.task.MiningBenchmark;
import io.doppel.bench.task.MiningSpeed;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The speed and the recall of finding duplicates.
@Command(
    name = "duplicates",
    description = {
      "Measures how long it takes to find all duplicates of a collection, and how many of them are found.",
      "",
      "Takes a thousand passages, then ten thousand and so on up to all of them, and finds the pairs in both "
          + "ways: through"
          + " the index, and each with each, which is exact. The passages are embedded before."
    })
final class BenchDuplicatesCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

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

  @Override
  public Integer call() throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    Bounds.check("exact-up-to", exactUpTo, 0, Integer.MAX_VALUE);
    try (Doppel doppel = engine.open()) {
      DocumentCollection collection = doppel.collection(parameter.name());
      MiningBenchmark benchmark = new MiningBenchmark(collection.index(), collection.calibration(), threshold);
      BenchReport report = new BenchReport("duplicates", output);
      report.addEach(
          columns(),
          Sizes.upTo(Math.toIntExact(collection.passages())),
          engine.home(),
          (passages, scratch) -> benchmark.measure(passages, passages <= exactUpTo, scratch));
      report.keep(
          doppel.modelFolder(collection.name()), collection.encoder().fingerprint(), collection.name().value());
    }
    return 0;
  }

  private Columns<MiningSpeed> columns() {
    return new Columns<MiningSpeed>()
        .field("collection", _ -> parameter.name().value())
        .column("passages", "passages", "%,10d", MiningSpeed::passages)
        .field("threshold", _ -> threshold)
        .column("pairs", "pairs", "%,10d", MiningSpeed::pairs)
        .column("recall", "recall", "%7.4f", MiningSpeed::recall)
        .column("seconds", "s", "%8.2f", speed -> speed.throughIndex().seconds())
        .column(
            "processor_seconds",
            "processor, s",
            "%12.2f",
            speed -> speed.throughIndex().processorSeconds())
        .column(
            "exact_seconds",
            "exact, s",
            "%8.2f",
            speed -> speed.eachWithEach() == null ? null : speed.eachWithEach().seconds())
        .column(
            "exact_processor_seconds",
            "processor, s",
            "%12.2f",
            speed -> speed.eachWithEach() == null ? null : speed.eachWithEach().processorSeconds());
  }
}
