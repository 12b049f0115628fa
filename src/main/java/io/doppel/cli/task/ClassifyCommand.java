package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.classification.ClassifiedJson;
import io.doppel.api.classification.VerificationJson;
import io.doppel.classification.Classification;
import io.doppel.classification.Classified;
import io.doppel.classification.ClassifyAnswer;
import io.doppel.classification.ClassifyQuery;
import io.doppel.classification.Verification;
import io.doppel.classification.head.HeadKind;
import io.doppel.cli.option.ClassifierOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.training.example.ExampleFile;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Labels by examples.
@Command(
    name = "classify",
    description = {
      "Says which label a text has, by examples of each label that were enrolled, or that it has none of them.",
      "",
      "A FILE has a label and a text on each line with a tab between them, or is CSV or JSON lines with these names."
          + " One example of a label is enough. Examples belong to the collection of the classifier's name, which is "
          + "made if there is none, and go with it into snapshots. With --verify and --same-as the command exits with "
          + "3 if the claim is not accepted."
    })
public final class ClassifyCommand implements Callable<Integer> {

  private static final int REFUSED = 3;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private ClassifierOption classifier = new ClassifierOption();

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description = "Enrol these texts under their labels, and find the best head for all; - reads standard input.")
  private @Nullable Path examples;

  @Option(
      names = "--names",
      description =
          "Enrol the name of each label, too, read as words: card_not_working is an example of itself. Pays where names"
              + " say what is meant and examples are few.")
  private boolean names;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "Measure on these: accuracy, macro F1, what is confused, and how well texts are told that have none of the "
              + "labels.")
  private @Nullable Path test;

  @Option(
      names = "--none",
      paramLabel = "LABEL",
      description = "With --test: what the FILE calls texts of no label, besides labels that are not enrolled.")
  private @Nullable String none;

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      completionCandidates = Heads.class,
      defaultValue = "auto",
      description =
          "What decides: prototypes (the mean of each label), knn (the nearest examples), logistic (regression), mlp (a"
              + " small network), pool (regression and nearest examples together), or auto (pool, unless "
              + "cross-validation finds another one better by a standard error). Default: ${DEFAULT-VALUE}.")
  private String head = "auto";

  @Option(
      names = "--false-accept",
      paramLabel = "RATE",
      description =
          "The share of texts of unknown labels that may pass as one of these, or with --verify and --same-as of wrong "
              + "claims. Default: what lets 95 %% of the texts with a label pass; for claims 0.01.")
  private @Nullable Double falseAccept;

  @Option(names = "--verify", paramLabel = "LABEL", description = "Only say whether TEXT may have this label.")
  private @Nullable String verify;

  @Option(
      names = "--same-as",
      paramLabel = "TEXT",
      description = "Only say whether TEXT has the same label as this text, whichever that is.")
  private @Nullable String sameAs;

  @Option(names = "--remove", paramLabel = "LABEL", description = "Forget a label with its examples. May be repeated.")
  private List<String> remove = List.of();

  @Option(names = "--list", description = "Show the labels of a classifier; without -l, all classifiers.")
  private boolean list;

  @Option(
      names = "--nearest",
      paramLabel = "N",
      defaultValue = "" + ClassifyQuery.DEFAULT_NEAREST,
      description =
          "How many of the nearest examples --json tells with each text. Default: ${DEFAULT-VALUE}.")
  private int nearest;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "The words of one text; - reads standard input, a text a line.")
  private List<String> text = List.of();

  /// What a shell offers.
  private static final class Heads implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Stream.of("auto"), Arrays.stream(HeadKind.values()).map(HeadKind::value)).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    requireOneTask();
    Optional<HeadKind> kind = HeadKind.of(head);
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      return Cancellation.within(interruption::requested, () -> run(doppel, kind));
    } catch (CancellationException e) {
      output.err().println("doppel: stopped");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private void requireOneTask() {
    boolean asks = verify == null && sameAs == null && !text.isEmpty();
    long tasks =
        Stream.of(enrols() || test != null, verify != null, sameAs != null, !remove.isEmpty(), list, asks)
            .filter(given -> given)
            .count();
    if (tasks != 1) {
      throw output.wrongUsage(
          "Give one of: a TEXT, --examples, --names and --test, --verify, --same-as, --remove, or --list");
    }
    if ((verify != null || sameAs != null) && text.isEmpty()) {
      throw output.wrongUsage("Give a TEXT that has the label or not");
    }
    if (none != null && test == null) {
      throw output.wrongUsage("--none needs --test");
    }
    if (!list && classifier.name().isEmpty()) {
      throw output.wrongUsage("Missing required option: '--classifier=NAME'");
    }
  }

  private int run(Doppel doppel, Optional<HeadKind> kind) throws IOException {
    EnrolledLabels labels = new EnrolledLabels(doppel, output);
    if (classifier.name().isEmpty()) {
      return labels.listAll();
    }
    CollectionName name = classifier.name().get();
    if (enrols()) {
      labels.enrol(name, examples, names, kind.isEmpty());
    }
    if (test != null) {
      new LabelMeasures(doppel.classification(name), output).measure(test, kind, none, rate());
    }
    if (enrols() || test != null) {
      return 0;
    }
    Classification classification = doppel.classification(name);
    if (list) {
      return labels.list(classification);
    }
    if (!remove.isEmpty()) {
      return labels.remove(name, remove);
    }
    return verify == null && sameAs == null ? ask(classification, kind) : verify(classification);
  }

  private boolean enrols() {
    return examples != null || names;
  }

  private OptionalDouble rate() {
    return falseAccept == null ? OptionalDouble.empty() : OptionalDouble.of(falseAccept);
  }

  private int ask(Classification classification, Optional<HeadKind> kind) throws IOException {
    List<String> texts = texts();
    PrintWriter out = output.out();
    for (int from = 0; from < texts.size(); from += ClassifyQuery.MAX_TEXTS) {
      ClassifyAnswer answer =
          classification.classify(
              new ClassifyQuery(
                  texts.subList(from, Math.min(from + ClassifyQuery.MAX_TEXTS, texts.size())), kind, rate(), nearest));
      if (output.json()) {
        answer.texts().forEach(each -> out.println(Json.line(ClassifiedJson.of(each))));
      } else {
        print(answer, out);
      }
      output.requireWritten();
      if (answer.texts().stream().anyMatch(Classified::truncated)) {
        output.err().println("doppel: a text is longer than the model reads; its end was not looked at");
      }
    }
    return 0;
  }

  private List<String> texts() throws IOException {
    return text.equals(List.of("-"))
        ? ExampleFile.read(Path.of("-"), List.of("text"), cells -> cells.getFirst())
        : List.of(Inputs.text(text));
  }

  private void print(ClassifyAnswer answer, PrintWriter out) {
    boolean several = answer.texts().size() > 1;
    var table = output.table(List.of("score", "similarity", "label", several ? "text" : "nearest example"), 5, 10, 12);
    for (Classified each : answer.texts()) {
      table.add(
          "%.3f".formatted(each.score()),
          "%.3f".formatted(each.similarity()),
          each.rejected() ? "none of these (%s?)".formatted(each.label()) : each.label(),
          several
              ? each.text()
              : each.nearest().isEmpty() ? "" : each.nearest().getFirst().example().text());
    }
    table.print(out);
  }

  private int verify(Classification classification) throws IOException {
    String asked = Inputs.text(text);
    Verification verification =
        verify == null
            ? classification.verifyPair(asked, String.valueOf(sameAs), rate())
            : classification.verify(asked, verify, rate());
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(VerificationJson.of(verification)));
    } else {
      out.printf(
          "%s: similarity %.3f, threshold %.3f%n",
          verification.accepted() ? "accepted" : "not accepted",
          verification.similarity(),
          verification.cutoff().threshold());
    }
    return verification.accepted() ? 0 : REFUSED;
  }
}
