package io.doppel.cli.measure;

import io.doppel.bench.Run;
import io.doppel.bench.index.GrowthBenchmark;
import io.doppel.bench.index.IndexGrowth;
import io.doppel.bench.index.Throughput;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.engine.Doppel;
import io.doppel.file.TemporaryFolder;
import io.doppel.index.PassageIndex;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The cost of an index as it grows.
@Command(
    name = "growth",
    description = {
      "Measures what building, keeping and searching an index costs as it grows.",
      "",
      "Makes indexes of a thousand passages, ten thousand and so on of the embeddings of a collection, and beyond their number"
          + " of copies that are turned aside at random. Each is compacted, searched for the ten nearest passages, and deleted."
    })
final class BenchGrowthCommand implements Callable<Integer> {

  private static final int K = 10;
  private static final int MOST_PASSAGES = 10_000_000;
  private static final int MOST_SECONDS = 600;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Option(
      names = "--up-to",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Passages of the largest index; a million take about 2 GB of the disk, and as much again while they are"
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

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  record Line(
      String collection,
      int passages,
      int copies,
      double buildSeconds,
      double buildProcessorSeconds,
      double diskBytesPerPassage,
      double walkedBytesPerPassage,
      int width,
      int queries,
      double recall,
      double recallLow,
      double recallHigh,
      double queriesPerSecond,
      double queriesPerSecondByProcessorTime,
      double p50Ms,
      double p99Ms) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("up-to", largest, GrowthBenchmark.SMALLEST, MOST_PASSAGES);
    Bounds.check("sample", sample, 1, PassageIndex.MAX_HITS);
    Bounds.check("width", width, IndexSettings.MIN_WIDTH, IndexSettings.MAX_WIDTH);
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    try (Doppel doppel = engine.open()) {
      PassageIndex index = doppel.collection(parameter.name()).index();
      if (index.passages() == 0) {
        throw new IOException("collection \"%s\" is empty".formatted(parameter.name()));
      }
      GrowthBenchmark benchmark = GrowthBenchmark.of(index, sample, K);
      BenchReport report = new BenchReport("growth", spec.commandLine().getOut(), engine.json());
      report.say("             built, s                 bytes a passage  one thread, queries/s");
      report.say("  passages       by the clock  processor    disk  walked  recall@10   by processor     p50 ms   p99 ms");
      for (int passages : GrowthBenchmark.sizes(largest)) {
        try (TemporaryFolder scratch = TemporaryFolder.in(engine.home().index(), ".bench-")) {
          Line line = line(benchmark.measure(passages, width, scratch.path(), Duration.ofSeconds(seconds)));
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
        "%,10d %18.1f %10.1f %,7.0f %,7.0f     %.4f %,14.0f %10.2f %8.2f%n",
        line.passages(),
        line.buildSeconds(),
        line.buildProcessorSeconds(),
        line.diskBytesPerPassage(),
        line.walkedBytesPerPassage(),
        line.recall(),
        line.queriesPerSecondByProcessorTime(),
        line.p50Ms(),
        line.p99Ms());
  }

  private Line line(IndexGrowth growth) {
    Throughput throughput = growth.search().throughput();
    Run filling = growth.filling();
    Run compacting = growth.compacting();
    return new Line(
        parameter.name().value(),
        growth.passages(),
        growth.copies(),
        filling.seconds() + compacting.seconds(),
        Run.CORES * (filling.processorSeconds() + compacting.processorSeconds()),
        (double) growth.footprint().diskBytes() / growth.passages(),
        (double) growth.footprint().walkedBytes() / growth.passages(),
        growth.search().width(),
        growth.search().recall().queries(),
        growth.search().recall().value(),
        growth.search().recall().low(),
        growth.search().recall().high(),
        throughput.oneThread(),
        throughput.oneThreadProcessor(),
        throughput.latency().p50(),
        throughput.latency().p99());
  }
}
