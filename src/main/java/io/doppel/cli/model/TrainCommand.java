package io.doppel.cli.model;

import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Doppel;
import io.doppel.engine.learning.ModelTraining;
import io.doppel.models.ModelName;
import io.doppel.training.TrainingOptions;
import io.doppel.training.example.Split;
import io.doppel.training.learner.Method;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
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
  @Mixin private CacheOption cacheSize = new CacheOption();

  @ArgGroup(multiplicity = "1")
  private ExampleOptions examples = new ExampleOptions();

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
      description =
          "How wide the matrices of lora are, 1 to 256; that of an adapter is eight times as wide. Default: "
              + "${DEFAULT-VALUE}.")
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
              + "mse, info-nce. Texts: info-nce. Default: the first of each.")
  private String loss = "";

  @Option(
      names = "--query-only",
      description =
          "Of pairs and triplets the first text is a question: only what is made of questions changes, so that "
              + "collections need no new vectors.")
  private boolean queryOnly;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "The highest rate of the steps, up to 1. Default: what the method learns well with.")
  private double rate;

  @Option(
      names = "--anchor",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How strongly sentences of general language are held where the model puts them, so that it forgets less, 0 "
              + "(not at all) to 1000. Default: ${DEFAULT-VALUE}.")
  private double anchor;

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

  @Override
  public Integer call() throws IOException {
    Interruption interruption = Interruption.watch();
    try (TrainingReport report = new TrainingReport(output);
        EmbeddingCache cache = Doppel.cache(engine.home(), cacheSize.bytes())) {
      TrainingOptions options = options();
      ModelTraining training =
          new ModelTraining(engine.models(), new ModelName(engine.model()), new ModelName(name), cache);
      training.requireNew();
      Split split =
          Cancellation.within(interruption::requested, () -> examples.split(heldOut, seed, engine::open));
      ModelTraining.Result result =
          training.train(options, split, examples.source(), keepAnyway, report, interruption::requested);
      report.end(result.outcome(), result.adopted(), name);
      if (interruption.requested()) {
        report.interrupted(result.adopted());
        return Interruption.EXIT_CODE;
      }
      return result.adopted() ? 0 : REFUSED;
    } catch (CancellationException e) {
      output.err().println("doppel: stopped before the first step; nothing was kept");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private TrainingOptions options() {
    return new TrainingOptions(Method.of(method, rank, layers), loss, rate, anchor, queryOnly, epochs, seed);
  }
}
