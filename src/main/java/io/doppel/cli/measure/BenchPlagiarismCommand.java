package io.doppel.cli.measure;

import io.doppel.api.Json;
import io.doppel.bench.Machine;
import io.doppel.bench.PlagiarismBenchmark;
import io.doppel.bench.PlagiarismBenchmark.Measured;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.engine.Doppel;
import io.doppel.index.PassageIndex;
import io.doppel.samples.Sample;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The cost of plagiarism checks.
@Command(
    name = "plagiarism",
    description = {
      "Measures what checks for plagiarism cost.",
      "",
      "Aligns two texts of 5,000 words, half of which they share, with their sentences embedded before; then checks a text against a"
          + " collection, all of it each time, but for the sentences of sources, which stay in the cache."
    })
final class BenchPlagiarismCommand implements Callable<Integer> {

  private static final int ALIGNED_WORDS = 5_000;
  private static final int MOST_WORDS = 500_000;
  private static final int MOST_RUNS = 1_000;

  @Mixin private EngineOptions engine = new EngineOptions();
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

  @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "How often to do each. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The collection; without one only two texts are aligned.")
  private @Nullable String collection;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  record Line(
      String machine,
      double load,
      String measured,
      long passages,
      int words,
      int sentences,
      int cases,
      double seconds,
      double processorSeconds,
      List<Double> runs,
      long heapMegabytes) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("words", words, 1, MOST_WORDS);
    Bounds.check("runs", runs, 1, MOST_RUNS);
    PrintWriter out = spec.commandLine().getOut();
    if (!engine.json()) {
      out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    }
    try (Doppel doppel = engine.open(cache)) {
      PlagiarismBenchmark benchmark = new PlagiarismBenchmark(text(), doppel.encoder());
      print("alignment", 0, benchmark.alignment(ALIGNED_WORDS, runs), out);
      if (collection != null) {
        PassageIndex index = doppel.collection(new io.doppel.engine.CollectionName(collection)).index();
        CachingEncoder documents = new CachingEncoder(doppel.encoder(), doppel.cache());
        print("check", index.passages(), benchmark.check(words, index, documents, runs), out);
      }
    }
    return 0;
  }

  private String text() throws IOException {
    return file == null
        ? BenchTexts.documents(Sample.ESSAYS).stream().map(Document::text).collect(Collectors.joining("\n\n"))
        : Inputs.file(file);
  }

  private void print(String what, long passages, Measured measured, PrintWriter out) {
    long heap = heapMegabytes();
    if (engine.json()) {
      List<Double> seconds = measured.runs().stream().map(run -> run.seconds()).toList();
      out.println(
          Json.line(
              new Line(
                  Machine.describe(),
                  Machine.load(),
                  what,
                  passages,
                  measured.words(),
                  measured.sentences(),
                  measured.cases(),
                  measured.seconds(),
                  measured.processorSeconds(),
                  seconds,
                  heap)));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n%s: %,d words in %,d sentences%s, %,d cases%n  %.3f s, %.3f s of processor time; most heap %,d MB%n  runs: %s s%n",
        what,
        measured.words(),
        measured.sentences(),
        passages == 0 ? "" : " against %,d passages".formatted(passages),
        measured.cases(),
        measured.seconds(),
        measured.processorSeconds(),
        heap,
        measured.runs().stream().map(run -> "%.3f".formatted(run.seconds())).collect(Collectors.joining(" ")));
    out.flush();
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
