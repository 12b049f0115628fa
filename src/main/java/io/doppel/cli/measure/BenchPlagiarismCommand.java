package io.doppel.cli.measure;

import io.doppel.bench.Run;
import io.doppel.bench.task.PlagiarismBenchmark.Measured;
import io.doppel.bench.task.PlagiarismBenchmark;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.samples.Sample;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The cost of plagiarism checks.
@Command(
    name = "plagiarism",
    description = {
      "Measures what checks for plagiarism cost.",
      "",
      "Aligns two texts of 5,000 words, half of which they share, with their sentences embedded before; then "
          + "checks a text against a"
          + " collection, all of it each time, but for the sentences of sources, which stay in the cache."
    })
final class BenchPlagiarismCommand implements Callable<Integer> {

  private static final int ALIGNED_WORDS = 5_000;
  private static final int MOST_WORDS = 500_000;
  private static final int MOST_RUNS = 1_000;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption cache = new CacheOption();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "A long text to cut texts from, also PDF and the like. Default: the sample essays.")
  private @Nullable String file;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Words of the text that is checked against the collection. Default: ${DEFAULT-VALUE}.")
  private int words;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often to do each. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The collection; without one only two texts are aligned.")
  private @Nullable String collection;

  /// The recall is null where nobody knows what should be found.
  record Line(
      String measured,
      long passages,
      int words,
      int sentences,
      int cases,
      @Nullable Double recall,
      double seconds,
      double processorSeconds,
      List<Double> runs,
      long heapMegabytes) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("words", words, 1, MOST_WORDS);
    Bounds.check("runs", runs, 1, MOST_RUNS);
    BenchReport report = new BenchReport("plagiarism", output);
    try (Doppel doppel = engine.open(cache)) {
      DocumentCollection checked = collection == null ? null : doppel.collection(new CollectionName(collection));
      Encoder encoder = checked == null ? doppel.encoder() : checked.encoder();
      PlagiarismBenchmark benchmark = new PlagiarismBenchmark(text(), encoder);
      add("alignment", 0, benchmark.alignment(ALIGNED_WORDS, runs), report);
      if (checked == null) {
        report.keep(doppel.modelFolder(), encoder.fingerprint(), "two texts");
      } else {
        CachingEncoder documents = new CachingEncoder(encoder, doppel.cache());
        add("check", checked.passages(), benchmark.check(words, checked.index(), documents, runs), report);
        report.keep(doppel.modelFolder(checked.name()), encoder.fingerprint(), checked.name().value());
      }
    }
    return 0;
  }

  private String text() throws IOException {
    return file == null
        ? BenchTexts.documents(Sample.ESSAYS).stream().map(Document::text).collect(Collectors.joining("\n\n"))
        : Inputs.file(file);
  }

  private static void add(String what, long passages, Measured measured, BenchReport report) {
    Line line =
        new Line(
            what,
            passages,
            measured.words(),
            measured.sentences(),
            measured.cases(),
            measured.recall(),
            measured.seconds(),
            measured.processorSeconds(),
            measured.runs().stream().map(Run::seconds).toList(),
            heapMegabytes());
    report.add(line, text(line));
  }

  private static String text(Line line) {
    return String.format(
        Locale.ROOT,
        "%n%s: %,d words in %,d sentences%s, %,d cases%s%n  %.3f s, %.3f s of processor time; most heap %,d "
            + "MB%n  runs: %s s%n",
        line.measured(),
        line.words(),
        line.sentences(),
        line.passages() == 0 ? "" : " against %,d passages".formatted(line.passages()),
        line.cases(),
        line.recall() == null
            ? ""
            : " with %.1f %% of what is shared".formatted(100 * line.recall()),
        line.seconds(),
        line.processorSeconds(),
        line.heapMegabytes(),
        line.runs().stream().map("%.3f"::formatted).collect(Collectors.joining(" ")));
  }

  /// The most that was on the heap so far, garbage included.
  private static long heapMegabytes() {
    return java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        >> 20;
  }
}
