package io.doppel.cli.measure;

import io.doppel.api.Json;
import io.doppel.bench.Machine;
import io.doppel.bench.encoding.MeasuredSettings;
import io.doppel.bench.encoding.Tuning;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The fastest settings.
@Command(
    name = "tune",
    description = {
      "Finds the fastest settings of a model on this machine, and keeps them for all commands.",
      "",
      "Measures runs at once, threads of a run and tokens of a batch, and an int8 twin of the model (NAME-q) "
          + "if there is"
          + " one. The best go into tuned.json in the model's folder. They change how fast embeddings are made,"
              + " not which;"
          + " a twin is another model, so it is only judged, never chosen for you. On a machine that other "
              + "programs keep busy"
          + " nothing is kept."
    })
public final class TuneCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3_600;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  /// What to do instead of measuring.
  static final class Instead {
    @Option(names = "--show", description = "Only print the settings that are in use.")
    boolean show;

    @Option(names = "--reset", description = "Go back to the standard settings.")
    boolean reset;
  }

  @ArgGroup private Instead instead = new Instead();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Texts to measure with: a document each of JSONL, CSV and TSV, a line each of any other file. Default:"
              + " sample questions, and passages of sample essays.")
  private @Nullable String file;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "About how long to measure; a busy machine takes longer. Default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  @Option(names = "--force", description = "Keep the settings also if the machine was too busy to tell.")
  private boolean force;

  record SettingsJson(String model, int workers, int threadsPerRun, int tokenBudget, int queryThreads, boolean tuned) {}

  record TrialJson(
      String model,
      int workers,
      int threadsPerRun,
      int tokenBudget,
      double textsPerSecond,
      double p50Ms,
      double p99Ms,
      double meanCosine,
      double leastCosine,
      double leastCosineInBatch,
      List<Double> runs) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    Path folder = ModelFolder.read(engine.home().modelFolder()).folder();
    if (instead.reset) {
      TunedSettings.delete(folder);
    }
    if (!instead.show && !instead.reset) {
      tune(folder);
    }
    show(folder);
    return 0;
  }

  private void tune(Path folder) throws IOException {
    PrintWriter out = output.out();
    String machine = Machine.describe();
    double load = Machine.load();
    boolean busy = Machine.isBusy();
    if (!output.json()) {
      out.printf(Locale.ROOT, "%s; load %.1f%n", machine, load);
      out.flush();
    }
    Path twin = folder.resolveSibling(folder.getFileName() + "-q");
    Tuning tuning =
        Tuning.run(
            folder,
            Optional.of(twin).filter(Files::isDirectory),
            texts(folder),
            Duration.ofSeconds(seconds));
    if (busy && !force) {
      output
          .err()
          .printf(
              Locale.ROOT,
              "doppel: other programs kept the machine busy (load %.1f), so nothing is kept; run it again "
                  + "when they are done, or with --force%n",
              load);
    } else {
      TunedSettings.here(machine, tuning.best()).write(folder);
    }
    if (output.json()) {
      tuning.trials().forEach(trial -> out.println(Json.line(json(trial))));
      return;
    }
    print(tuning, out);
    tuning.twin().ifPresent(trial -> out.println(verdict(tuning, trial)));
  }

  private List<String> texts(Path folder) throws IOException {
    if (file != null) {
      return BenchTexts.of(file).texts();
    }
    List<String> texts = new ArrayList<>();
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard())) {
      BenchTexts.samples(encoder).forEach(some -> texts.addAll(some.texts()));
    }
    return texts;
  }

  private void show(Path folder) throws IOException {
    PrintWriter out = output.out();
    EncoderSettings settings = TunedSettings.bestFor(folder);
    Optional<TunedSettings> kept = TunedSettings.read(folder);
    boolean tuned = kept.filter(TunedSettings::fits).isPresent();
    String model = folder.getFileName().toString();
    if (output.json()) {
      out.println(
          Json.line(
              new SettingsJson(
                  model,
                  settings.workers(),
                  settings.threadsPerRun(),
                  settings.tokenBudget(),
                  settings.queryThreads(),
                  tuned)));
      return;
    }
    out.printf(
        "%s: %s at a time, %s each, batches of %d tokens, %s for a single query (%s)%n",
        model,
        Count.of(settings.workers(), "run"),
        Count.of(settings.threadsPerRun(), "thread"),
        settings.tokenBudget(),
        Count.of(settings.queryThreads(), "thread"),
        tuned ? "tuned" : "standard");
    kept.filter(other -> !other.fits())
        .ifPresent(other -> out.println("What was tuned on another machine is not used: " + other.machine()));
  }

  private void print(Tuning tuning, PrintWriter out) {
    Table table =
        output.table(
            List.of(
                "runs",
                "threads",
                "batch",
                "texts/s",
                "p50 ms",
                "p99 ms",
                "cosine",
                "in batch",
                "model, texts/s of each round"),
            4,
            7,
            5,
            7,
            7,
            7,
            7,
            8);
    for (MeasuredSettings trial : tuning.trials()) {
      table.add(
          Integer.toString(trial.settings().workers()),
          Integer.toString(trial.settings().threadsPerRun()),
          Integer.toString(trial.settings().tokenBudget()),
          "%.1f".formatted(trial.speed()),
          "%.2f".formatted(trial.latency().p50()),
          "%.2f".formatted(trial.latency().p99()),
          "%.4f".formatted(trial.fidelity().mean()),
          "%.4f".formatted(trial.fidelity().leastInBatch()),
          trial.model()
              + ": "
              + trial.textsPerSecond().stream().map("%.1f"::formatted).collect(Collectors.joining(" ")));
    }
    table.print(out);
  }

  private static String verdict(Tuning tuning, MeasuredSettings twin) {
    String measured =
        ("%s is %.2f times as fast; its embeddings have a mean cosine of %.4f to those of the model (%s is "
            + "asked for), and of at least %.4f alone to among others (%s)")
            .formatted(
                twin.model(),
                tuning.twinSpeed(),
                twin.fidelity().mean(),
                Tuning.FIDELITY,
                twin.fidelity().leastInBatch(),
                Tuning.FIDELITY_IN_BATCH);
    return tuning.twinIsWorthIt()
        ? measured + ". Worth it: use --model %s, and index anew.".formatted(twin.model())
        : measured + ". Not worth it.";
  }

  private static TrialJson json(MeasuredSettings trial) {
    return new TrialJson(
        trial.model(),
        trial.settings().workers(),
        trial.settings().threadsPerRun(),
        trial.settings().tokenBudget(),
        trial.speed(),
        trial.latency().p50(),
        trial.latency().p99(),
        trial.fidelity().mean(),
        trial.fidelity().least(),
        trial.fidelity().leastInBatch(),
        trial.textsPerSecond());
  }
}
