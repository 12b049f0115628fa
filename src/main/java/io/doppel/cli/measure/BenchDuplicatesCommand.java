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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  private static final int MOST_PASSAGES = 10_000_000;

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

  @Option(
      names = "--up-to",
      paramLabel = "N",
      description =
          "So many passages are looked through at last; beyond those of the collection near copies of them, without a"
              + " word and turned aside at random. Default: those of the collection.")
  private @Nullable Integer largest;

  @Mixin private CollectionParameter parameter = new CollectionParameter();

  @Override
  public Integer call() throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    Bounds.check("exact-up-to", exactUpTo, 0, Integer.MAX_VALUE);
    if (largest != null) {
      Bounds.check("up-to", largest, Sizes.SMALLEST, MOST_PASSAGES);
    }
    try (Doppel doppel = engine.open()) {
      DocumentCollection collection = doppel.collection(parameter.name());
      if (collection.passages() == 0) {
        throw new IOException("collection \"%s\" is empty".formatted(parameter.name()));
      }
      MiningBenchmark benchmark = new MiningBenchmark(collection.index(), Optional.of(collection.judge()), threshold);
      BenchReport report = new BenchReport("duplicates", output);
      report.addEach(
          columns(),
          Sizes.upTo(largest == null ? Math.toIntExact(collection.passages()) : largest),
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
