package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.StepReport;
import io.doppel.models.ModelName;
import io.doppel.models.graft.BodySettings;
import io.doppel.models.graft.GraftLearner;
import io.doppel.models.graft.GraftReport.Reading;
import io.doppel.models.graft.GraftReport;
import io.doppel.models.graft.GraftSettings;
import io.doppel.models.graft.GraftSources;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a model read another language.
@Command(
    name = "graft",
    description = {
      "Makes a model that reads another language, too, of one that does not, from sentences that say the same in both.",
      "",
      "The new model gets tokens for the words of the other language, and for each the average of the "
          + "embeddings of those tokens"
          + " that it is translated by. Texts without such words keep their embedding to the last bit. A file "
              + "has a pair a line,"
          + " the model's own language first, a tabulator between; it may be packed with gzip. The base must "
              + "have a WordPiece"
          + " tokenizer, and the other language letters of its own."
    })
final class ModelsGraftCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "What to call the new model.")
  private String name = "";

  @Option(
      names = "--pieces",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Word pieces to learn. Default: ${DEFAULT-VALUE}.")
  private int pieces = 12_000;

  @Option(
      names = "--held-back",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Pairs to measure with instead of learning from them, at most a tenth of all. Default: ${DEFAULT-VALUE}.")
  private int heldBack = 1000;

  @Option(
      names = "--apart",
      paramLabel = "FILE",
      description =
          "Texts to learn nothing from, such as those to measure with: a pair with one of them, or nearly, is "
              + "left out. Tabulators between the texts of a line; may be given again.")
  private List<Path> apart = List.of();

  @Option(
      names = "--train",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Pairs to train the model by once its words are learned, so that it reads sentences of them; 0, the "
              + "default, for none. Thirty a second or so on two cores.")
  private int trained;

  @Option(
      names = "--joined",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "With --train, share of the pairs that are joined with those that follow, so that longer texts are learned "
              + "from, too; 0 to 1, for files whose lines belong together. Default: ${DEFAULT-VALUE}.")
  private float joined;

  @Option(
      names = "--weight",
      paramLabel = "FILE=N",
      description = "How often a pair of FILE is trained by beside those of others, 1 if not said; may be given again.")
  private Map<Path, Double> weights = Map.of();

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "16",
      description = "With --train, rank of the matrices that are learned. Default: ${DEFAULT-VALUE}.")
  private int rank = 16;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "With --train, rate of learning for the matrices, at its highest. Default: ${DEFAULT-VALUE}.")
  private double rate = 1e-3;

  @Option(
      names = "--rate-of-rows",
      paramLabel = "RATE",
      defaultValue = "0.0003",
      description =
          "With --train, that for the rows of the new tokens, which lie well already. Default: ${DEFAULT-VALUE}.")
  private double rateOfRows = 3e-4;

  @Option(
      names = "--scored",
      paramLabel = "FILE",
      description =
          "With --train, pairs of texts of the other language and how much people found them alike, to learn their "
              + "similarity, too: an id, a score and two texts a line, tabulators between; may be given again. A text "
              + "must be among the FILEs of pairs with its translation, or its pair is left out.")
  private List<Path> scored = List.of();

  @Option(
      names = "--from",
      paramLabel = "NAME",
      completionCandidates = Completion.Models.class,
      description =
          "An earlier graft of BASE to go on from: its words are kept, and --train begins with what it learned. "
              + "--pieces and --rank do not count then.")
  private @Nullable String from;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the pairs. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "A language that it can read then, such as ko; may be given again.")
  private List<String> languages = List.of();

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      completionCandidates = Completion.Models.class,
      description = "The model to make it of.")
  private String base = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Pairs of sentences.")
  private List<Path> files = List.of();

  record ReadingJson(int pairs, double tokensPerWord, double otherFound, double knownFound) {
    static ReadingJson of(Reading reading) {
      return new ReadingJson(reading.pairs(), reading.tokensPerWord(), reading.otherFound(), reading.knownFound());
    }
  }

  record GraftJson(String model, int pairs, int tokens, ReadingJson before, ReadingJson after) {}

  @Override
  public Integer call() throws IOException {
    BodySettings body = new BodySettings(trained, joined, rank, rate, rateOfRows);
    GraftSettings settings =
        new GraftSettings(pieces, heldBack, from == null ? null : new ModelName(from), body, seed);
    ModelName called = new ModelName(name);
    Interruption interruption = Interruption.watch();
    try {
      print(Cancellation.within(interruption::requested, () -> graft(settings, called)), called);
      return 0;
    } catch (CancellationException e) {
      output.err().println("doppel: stopped; no model was made");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private GraftReport graft(GraftSettings settings, ModelName called) throws IOException {
    try (StepReport steps = new StepReport()) {
      return new GraftLearner(engine.models(), steps::at)
          .graft(new ModelName(base), new GraftSources(files, weights, apart, scored), settings, called, languages);
    }
  }

  private void print(GraftReport report, ModelName called) throws IOException {
    if (output.json()) {
      output
          .out()
          .println(
              Json.line(
                  new GraftJson(
                      called.value(),
                      report.pairs(),
                      report.tokens(),
                      ReadingJson.of(report.before()),
                      ReadingJson.of(report.after()))));
      return;
    }
    output.out().printf(Locale.ROOT, "%,d pairs, %,d new tokens%n", report.pairs(), report.tokens());
    if (report.after().pairs() > 0) {
      output
          .out()
          .printf(
              Locale.ROOT,
              "of %,d pairs held back, a sentence finds its translation first in %.1f %% (%.1f %% before), "
                  + "the other way round in %.1f %% (%.1f %%); %.2f tokens a word (%.2f)%n",
              report.after().pairs(),
              100 * report.after().otherFound(),
              100 * report.before().otherFound(),
              100 * report.after().knownFound(),
              100 * report.before().knownFound(),
              report.after().tokensPerWord(),
              report.before().tokensPerWord());
    }
    output.out().println(ModelsCommand.use(engine.models(), called));
  }
}
