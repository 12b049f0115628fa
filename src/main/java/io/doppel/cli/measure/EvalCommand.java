package io.doppel.cli.measure;

import io.doppel.api.Json;
import io.doppel.api.ResultJson;
import io.doppel.bench.Machine;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.progress.EvaluationProgress;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.engine.Catalogs;
import io.doppel.engine.Doppel;
import io.doppel.eval.Evaluation;
import io.doppel.eval.EvaluationPage;
import io.doppel.eval.EvaluationSettings;
import io.doppel.eval.Expectations;
import io.doppel.eval.KeptResults;
import io.doppel.eval.Result;
import io.doppel.eval.Task;
import io.doppel.eval.task.EvaluatedSearch;
import io.doppel.file.AtomicFile;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measurements.
@Command(
    name = "eval",
    description = {
      "Measures the model on labelled data and sets each value beside the published one.",
      "",
      "A TASK is a name, such as stsb-en, or any folder with pairs.SPLIT.tsv (id, label, text1, text2), "
          + "class.train.tsv and"
          + " class.test.tsv (label, text), corpus.jsonl with queries.jsonl and qrels/SPLIT.tsv, or a PAN corpus."
          + " Exits with 1 if a value is off the published one by more than its tolerance. The values of what was"
          + " measured whole are kept beside the model, and the page shows them. Where collections are in a cluster,"
          + " retrieval is measured there, and nothing is kept."
    })
public final class EvalCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder with a folder for each named task. Default: data/ of Doppel.")
  private @Nullable Path data;

  @Option(names = "--quick", description = "Without a TASK: only the tasks that take less than two minutes together.")
  private boolean quick;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "The split to measure. Default: the one with published values, else test.")
  private @Nullable String split;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The most pairs, test texts or queries of each task. Without it, all.")
  private @Nullable Integer limit;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      defaultValue = "dense,hnsw,lexical,hybrid",
      description = "How retrieval searches: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<EvaluatedSearch> modes = List.of();

  @Option(
      names = "--compare",
      paramLabel = "MODE",
      split = ",",
      description = "Two modes, as in dense,hybrid: a 95 %% interval of the difference of their nDCG@10.")
  private List<EvaluatedSearch> compare = List.of();

  @Option(
      names = "--cached",
      description =
          "Take embeddings from the cache that indexing uses, and keep new ones there: the next run is quicker.")
  private boolean cached;

  @Option(
      names = "--second-judge",
      paramLabel = "MODEL",
      description =
          "The cross-encoder of the tasks …-second-judge. Default: the only one among the models; where there is none,"
              + " and with none, these tasks are left out.")
  private @Nullable String secondJudge;

  @Option(
      names = "--detections",
      paramLabel = "DIR",
      completionCandidates = Completion.Files.class,
      description = "Write detected plagiarism here as PAN XML.")
  private OutputPath.@Nullable Folder detections;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "Also write the results here as a page in Markdown.")
  private OutputPath.@Nullable File page;

  @Parameters(paramLabel = "TASK", arity = "0..*", description = "What to measure. Default: every named task.")
  private List<String> names = List.of();

  @Override
  public Integer call() throws IOException {
    // What cannot be is said before the model is loaded.
    EvaluationSettings asked = settings(Optional.empty());
    List<Task> named = tasks();
    requireData(named);
    try (Doppel doppel = engine.open()) {
      Optional<SecondJudge> second =
          named.stream().anyMatch(Task::needsSecondJudge)
              ? doppel.secondJudges().chosen(Optional.ofNullable(secondJudge))
              : Optional.empty();
      return measure(doppel, possible(named, second), second.isEmpty() ? asked : settings(second));
    }
  }

  private EvaluationSettings settings(Optional<SecondJudge> second) {
    return new EvaluationSettings(
        limit == null ? Integer.MAX_VALUE : limit,
        modes,
        compare,
        Optional.ofNullable(detections).map(OutputPath.Folder::path),
        engine.home().collections(),
        second);
  }

  /// Those that can be measured with what there is.
  private List<Task> possible(List<Task> tasks, Optional<SecondJudge> second) {
    if (second.isPresent() || tasks.stream().noneMatch(Task::needsSecondJudge)) {
      return tasks;
    }
    String missing = "no cross-encoder is chosen: there must be just one among the models, or --second-judge names it";
    if (!names.isEmpty()) {
      throw new Bounds.Violation("second_judge", missing);
    }
    output.err().println("Tasks with a second judge are left out, " + missing + ".");
    return tasks.stream().filter(task -> !task.needsSecondJudge()).toList();
  }

  private int measure(Doppel doppel, List<Task> tasks, EvaluationSettings settings) throws IOException {
    List<Result> results = new ArrayList<>();
    List<Result> whole = new ArrayList<>();
    PrintWriter out = output.out();
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), tasks)) {
      Encoder encoder = cached ? new CachingEncoder(doppel.encoder(), doppel.cache()) : doppel.encoder();
      Evaluation evaluation = new Evaluation(encoder, Expectations.of(encoder), settings);
      for (Task task : tasks) {
        evaluation.run(
            task,
            result -> {
              results.add(result);
              if (settings.isWhole(task)) {
                whole.add(result);
              }
              if (output.json()) {
                out.println(Json.line(ResultJson.of(result)));
              }
            },
            progress);
      }
      if (!whole.isEmpty() && Catalogs.isFolder(engine.home().collections())) {
        EncoderFingerprint model = doppel.encoder().fingerprint();
        Path folder = engine.home().modelFolder();
        KeptResults.of(folder, model)
            .with(whole, LocalDate.now(ZoneId.systemDefault()), Machine.describe())
            .write(folder);
      }
      if (page != null) {
        AtomicFile.write(page.path(), page(doppel.encoder().fingerprint()).of(results));
      }
    }
    if (!output.json()) {
      print(results, out);
    }
    return results.stream().allMatch(Result::ok) ? 0 : 1;
  }

  private List<Task> tasks() {
    Path folder = data == null ? EngineOptions.root().resolve("data") : data;
    if (quick && !names.isEmpty()) {
      throw output.wrongUsage("Give either a TASK or --quick");
    }
    if (split != null && names.isEmpty()) {
      throw output.wrongUsage("--split needs a TASK");
    }
    if (names.isEmpty()) {
      return quick ? Task.quick(folder) : Task.all(folder);
    }
    return names.stream().map(name -> Task.of(name, folder, split)).toList();
  }

  /// What is missing is said before anything is measured, and not in the middle.
  private static void requireData(List<Task> tasks) throws IOException {
    for (Task task : tasks) {
      task.requireData();
    }
  }

  private EvaluationPage page(EncoderFingerprint model) {
    List<String> arguments = output.arguments();
    return new EvaluationPage(
        "doppel " + String.join(" ", arguments),
        model,
        LocalDate.now(ZoneId.systemDefault()),
        Machine.describe());
  }

  private void print(List<Result> results, PrintWriter out) {
    Table table = output.table(List.of("value", "published", "", "seconds", "task", "measure"), 9, 16, 4, 8, 27);
    for (Result result : results) {
      Double published = result.published();
      Double tolerance = result.tolerance();
      table.add(
          EvaluationPage.shown(result.value()),
          published == null || tolerance == null
              ? ""
              : EvaluationPage.shown(published) + " ± " + EvaluationPage.plain(tolerance),
          published == null ? "" : result.ok() ? "ok" : "OFF",
          "%.1f".formatted(result.seconds()),
          result.task(),
          result.measure());
    }
    table.print(out);
  }
}
