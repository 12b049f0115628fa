package io.doppel.cli.measure;

import io.doppel.bench.Run;
import io.doppel.bench.Sizes;
import io.doppel.bench.index.GrowthBenchmark;
import io.doppel.bench.index.IndexGrowth;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.PassageIndex;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The cost of an index as it grows.
@Command(
    name = "growth",
    description = {
      "Measures what building, keeping and searching an index costs as it grows.",
      "",
      "Makes indexes of a thousand passages, ten thousand and so on of the embeddings of a collection, and "
          + "beyond their number"
          + " of copies that are turned aside at random. Each is compacted, searched for the ten nearest "
              + "passages, and deleted."
    })
final class BenchGrowthCommand implements Callable<Integer> {

  private static final int K = 10;
  private static final int MOST_PASSAGES = 10_000_000;
  private static final int MOST_SECONDS = 600;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--up-to",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Passages of the largest index; a million take about 2 GB of the disk, and as much again while they are"
              + " compacted. Default: ${DEFAULT-VALUE}.")
  private int largest;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "200",
      description = "The most queries. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "128",
      description = "The width of the walk. Default: ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "About how long to search each index. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Mixin private CollectionParameter parameter = new CollectionParameter();

  @Override
  public Integer call() throws IOException {
    Bounds.check("up-to", largest, Sizes.SMALLEST, MOST_PASSAGES);
    Bounds.check("sample", sample, 1, PassageIndex.MAX_HITS);
    Bounds.check("width", width, IndexSettings.MIN_WIDTH, IndexSettings.MAX_WIDTH);
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    try (Doppel doppel = engine.open()) {
      DocumentCollection collection = doppel.collection(parameter.name());
      if (collection.passages() == 0) {
        throw new IOException("collection \"%s\" is empty".formatted(parameter.name()));
      }
      GrowthBenchmark benchmark = GrowthBenchmark.of(collection.index(), sample, K);
      BenchReport report = new BenchReport("growth", output);
      report.addEach(
          columns(),
          Sizes.upTo(largest),
          engine.home(),
          (passages, scratch) -> benchmark.measure(passages, width, scratch, Duration.ofSeconds(seconds)));
      report.keep(
          doppel.modelFolder(collection.name()), collection.encoder().fingerprint(), collection.name().value());
    }
    return 0;
  }

  private Columns<IndexGrowth> columns() {
    Columns<IndexGrowth> columns =
        new Columns<IndexGrowth>()
            .field("collection", _ -> parameter.name().value())
            .column("passages", "passages", "%,10d", IndexGrowth::passages)
            .field("copies", IndexGrowth::copies)
            .column(
                "build_seconds",
                "built, s",
                "%8.1f",
                growth -> growth.filling().seconds() + growth.compacting().seconds())
            .column(
                "build_processor_seconds",
                "processor, s",
                "%12.1f",
                growth ->
                    Run.CORES
                        * (growth.filling().processorSeconds()
                            + growth.compacting().processorSeconds()))
            .column(
                "disk_bytes_per_passage",
                "bytes each",
                "%,10.0f",
                growth -> growth.footprint().diskBytesPerPassage())
            .column(
                "walked_bytes_per_passage",
                "walked on",
                "%,9.0f",
                growth -> growth.footprint().walkedBytesPerPassage());
    return SearchColumns.add(columns, IndexGrowth::search);
  }
}
