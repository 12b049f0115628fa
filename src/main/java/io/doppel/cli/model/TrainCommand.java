package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.progress.Bar;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.encoder.model.Sha256;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.training.ExampleFile;
import io.doppel.training.Examples;
import io.doppel.training.Method;
import io.doppel.training.ModelCard;
import io.doppel.training.Outcome;
import io.doppel.training.Split;
import io.doppel.training.Trainer;
import io.doppel.training.TrainingListener;
import io.doppel.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a model.
@Command(
    name = "train",
    description = {
      "Trains a copy of the model with examples of yours, and adopts it only if it is better.",
      "",
      "A tenth of the examples decides when to stop, another tenth whether to adopt: the new model is kept if those are"
          + " surely better, and pairs of general similarity, which come with Doppel, lose at most .005. Else "
              + "nothing is kept, and the command exits"
          + " with 3. Ctrl-C ends early, with the best so far. Collections made with the old model stay as "
              + "they are; reindex them with the new one."
    })
public final class TrainCommand implements Callable<Integer> {

  private static final int REFUSED = 3;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @ArgGroup(multiplicity = "1")
  private Data data = new Data();

  /// Where the examples come from.
  static final class Data {
    @Option(
        names = "--pairs",
        paramLabel = "FILE",
        description =
            "Pairs, one a line with tabs: id, label, text1, text2; or text1, text2, label. A label is 0 or "
                + "1, or a score.")
    private @Nullable Path pairs;

    @Option(
        names = "--triplets",
        paramLabel = "FILE",
        description = "A text, one that is alike, one that is not; with tabs.")
    private @Nullable Path triplets;

    @Option(names = "--classes", paramLabel = "FILE", description = "A label and a text, with a tab.")
    private @Nullable Path classes;

    @Option(
        names = "--parallel",
        paramLabel = "FILE",
        description =
            "A text in a language that the model knows, and the same in another one; with a tab.")
    private @Nullable Path parallel;

    @Option(
        names = "--decisions",
        paramLabel = "COLLECTION",
        description = "What people decided about pairs of a collection.")
    private @Nullable String decisions;
  }

  @Option(
      names = "--held-out",
      paramLabel = "FILE",
      description = "Examples to decide with, in the same form. Default: a fifth of the others.")
  private @Nullable Path heldOut;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "lora",
      description =
          "adapter (a matrix behind the model, in seconds), lora (narrow matrices beside its weights), "
              + "layers (its last ones) or full. Default: ${DEFAULT-VALUE}.")
  private String method = "lora";

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "8",
      description = "How wide the matrices of lora are, 1 to 256. Default: ${DEFAULT-VALUE}.")
  private int rank = 8;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many layers --method layers trains. Default: ${DEFAULT-VALUE}.")
  private int layers = 2;

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      defaultValue = "",
      description =
          "Pairs: cosent, bce, contrastive, online-contrastive, info-nce. Triplets: info-nce, triplet. "
              + "Classes: contrastive, batch-all, batch-hard, batch-hard-soft, semi-hard. Parallel: distillation, "
              + "mse, info-nce. Default: the first of each.")
  private String loss = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often each example is seen; 0.5 sees half of them. Default: ${DEFAULT-VALUE}.")
  private double epochs = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The same seed learns the same. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--name", paramLabel = "NEW", required = true, description = "What to call the new model.")
  private String name = "";

  @Option(names = "--keep-anyway", description = "Keep the model even if it is not better.")
  private boolean keepAnyway;

  record MeasureJson(double before, double after) {}

  record TrainedJson(
      boolean adopted,
      MeasureJson task,
      double low,
      double high,
      MeasureJson guard,
      String model,
      double textsPerSecond,
      @Nullable String reason) {}

  record StepJson(int step, int steps, double loss, double dev, double secondsLeft) {}

  @Override
  public Integer call() throws IOException {
    Models models = engine.models();
    ModelName base = new ModelName(engine.model());
    ModelName called = new ModelName(name);
    TrainingOptions options = options();
    Examples examples = examples(data);
    Split split = split(examples);
    Interruption interruption = Interruption.watch();
    try (Staging staging = models.copy(base, called);
        Progress progress = new Progress(output)) {
      Outcome outcome =
          new Trainer(models.folder(base), options, progress, interruption::requested)
              .train(split, staging.folder());
      new ModelCard(base.value(), source(), hash(examples), options, split, outcome).writeTo(staging.folder());
      boolean adopted = outcome.isBetter() || keepAnyway;
      if (adopted) {
        staging.install(
            new Origin(
                models.folder(base).toAbsolutePath().normalize().toUri().toString(),
                "trained",
                "",
                languages(models, base)));
      } else {
        staging.discard();
      }
      progress.end();
      report(outcome, adopted);
      return interruption.requested() ? Interruption.EXIT_CODE : adopted ? 0 : REFUSED;
    } finally {
      interruption.done();
    }
  }

  private TrainingOptions options() {
    try {
      return new TrainingOptions(Method.of(method, rank, layers), loss, epochs, seed);
    } catch (IllegalArgumentException e) {
      throw output.wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private Split split(Examples examples) throws IOException {
    try {
      return heldOut == null
          ? Split.of(examples, 0.2, new Random(seed))
          : Split.of(examples, ExampleFile.read(heldOut, examples.kind()), new Random(seed));
    } catch (IllegalArgumentException e) {
      throw output.wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private Examples examples(Data from) throws IOException {
    if (from.pairs != null) {
      return ExampleFile.read(from.pairs, Examples.Kind.PAIRS);
    }
    if (from.triplets != null) {
      return ExampleFile.read(from.triplets, Examples.Kind.TRIPLETS);
    }
    if (from.classes != null) {
      return ExampleFile.read(from.classes, Examples.Kind.CLASSES);
    }
    if (from.parallel != null) {
      return ExampleFile.read(from.parallel, Examples.Kind.PARALLEL);
    }
    try (Doppel doppel = engine.open()) {
      List<Examples.Example> decided = new ArrayList<>();
      for (Decision decision :
          doppel.collection(new CollectionName(String.valueOf(from.decisions))).decisions().all()) {
        if (decision.decision() == Kind.MERGE || decision.decision() == Kind.APART) {
          decided.add(
              new Examples.Example(
                  List.of(decision.text1(), decision.text2()),
                  decision.decision() == Kind.MERGE ? 1 : 0));
        }
      }
      return new Examples(Examples.Kind.PAIRS, decided);
    }
  }

  private String source() {
    for (Path file : new Path[] {data.pairs, data.triplets, data.classes, data.parallel}) {
      if (file != null) {
        return String.valueOf(file.getFileName());
      }
    }
    return "decisions of " + data.decisions;
  }

  /// Of the examples themselves, however they were compressed.
  private static String hash(Examples examples) {
    return Sha256.of(examples.all().stream().map(Object::toString).toList().toString());
  }

  private static List<String> languages(Models models, ModelName base) throws IOException {
    return Origin.of(models.folder(base)).map(Origin::languages).orElse(List.of());
  }

  private void report(Outcome outcome, boolean adopted) {
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(
          Json.line(
              new TrainedJson(
                  adopted,
                  new MeasureJson(outcome.before(), outcome.after()),
                  outcome.difference().low(),
                  outcome.difference().high(),
                  new MeasureJson(outcome.guardBefore(), outcome.guardAfter()),
                  name,
                  outcome.textsPerSecond(),
                  outcome.isBetter() ? null : outcome.reason())));
      return;
    }
    Table table = output.table(List.of("before", "after", "difference", "of"), 8, 8, 22);
    table.add(
        "%.4f".formatted(outcome.before()),
        "%.4f".formatted(outcome.after()),
        "%+.4f to %+.4f".formatted(outcome.difference().low(), outcome.difference().high()),
        "held-out examples");
    table.add(
        "%.4f".formatted(outcome.guardBefore()),
        "%.4f".formatted(outcome.guardAfter()),
        "%+.4f".formatted(outcome.guardAfter() - outcome.guardBefore()),
        "general similarity");
    table.print(out);
    if (adopted) {
      out.printf(
          "%s is there%s; use it with --model %s, in collections of its own%n",
          name, outcome.isBetter() ? "" : ", although " + outcome.reason(), name);
    } else {
      out.printf("not adopted: %s%n", outcome.reason());
    }
  }

  /// Says how training goes: a bar on a terminal, lines of JSON where those are asked for.
  private static final class Progress implements TrainingListener, AutoCloseable {

    private final Output output;
    private @Nullable Bar bar;
    private double dev = Double.NaN;

    Progress(Output output) {
      this.output = output;
    }

    @Override
    public void begins(Split split, long parameters, long megabytes) {
      output
          .err()
          .printf(
              "doppel: %,d examples to learn from, %,d to decide when to stop, %,d held out; %,d numbers "
                  + "are trained, in at most %,d MB besides the model%n",
              split.train().size(), split.dev().size(), split.test().size(), parameters, megabytes);
    }

    @Override
    public void step(int step, int steps, double loss, double value, double secondsLeft) {
      if (bar == null) {
        bar = Bar.of("training", steps);
      }
      bar.at(step);
      if (value != dev || step == steps) {
        dev = value;
        if (output.json()) {
          output.out().println(Json.line(new StepJson(step, steps, loss, value, secondsLeft)));
        } else {
          output
              .err()
              .printf(
                  "doppel: step %,d of %,d, loss %.4f, dev %.4f, %,.0f s left%n",
                  step, steps, loss, value, secondsLeft);
        }
        output.out().flush();
      }
    }

    @Override
    public void close() {
      end();
    }

    /// Nothing more is shown.
    void end() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
