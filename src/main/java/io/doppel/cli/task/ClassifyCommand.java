package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.classification.AssessmentJson;
import io.doppel.api.classification.ClassifiedJson;
import io.doppel.api.classification.HeadChoiceJson;
import io.doppel.api.classification.VerificationJson;
import io.doppel.classification.Assessment;
import io.doppel.classification.Classification;
import io.doppel.classification.Classified;
import io.doppel.classification.ClassifyAnswer;
import io.doppel.classification.ClassifyQuery;
import io.doppel.classification.Verification;
import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.classification.head.HeadKind;
import io.doppel.cli.option.ClassifierOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.StepReport;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.training.example.ExampleFile;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
              + " small network), or auto (the best of these by cross-validation). Default: ${DEFAULT-VALUE}.")
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

  record ListedJson(String name, int examples, int labels) {}

  record LabelJson(String label, long examples) {}

  record EnrolledJson(int examples, int labels, int added, @Nullable HeadChoiceJson choice) {}

  record RemovedJson(int examples, int labels) {}

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
        Stream.of(examples != null || test != null, verify != null, sameAs != null, !remove.isEmpty(), list, asks)
            .filter(given -> given)
            .count();
    if (tasks != 1) {
      throw output.wrongUsage(
          "Give one of: a TEXT, --examples and --test, --verify, --same-as, --remove, or --list");
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
    if (classifier.name().isEmpty()) {
      return listAll(doppel);
    }
    CollectionName name = classifier.name().get();
    if (examples != null) {
      enrol(doppel, name, examples, kind);
    }
    if (test != null) {
      measure(doppel.classification(name), test, kind);
    }
    if (examples != null || test != null) {
      return 0;
    }
    Classification classification = doppel.classification(name);
    if (list) {
      return listLabels(classification);
    }
    if (!remove.isEmpty()) {
      return remove(doppel, name, classification);
    }
    return verify == null && sameAs == null ? ask(classification, kind) : verify(classification);
  }

  private OptionalDouble rate() {
    return falseAccept == null ? OptionalDouble.empty() : OptionalDouble.of(falseAccept);
  }

  private static List<LabelledText> read(Path file) throws IOException {
    return ExampleFile.read(
        file, List.of("label", "text"), cells -> new LabelledText(cells.get(0), cells.get(1)));
  }

  private void enrol(Doppel doppel, CollectionName name, Path file, Optional<HeadKind> kind) throws IOException {
    List<LabelledText> read = read(file);
    ExampleSet.of(read);
    Classification classification = doppel.classificationOrNew(name);
    int before = classification.examples().size();
    ExampleSet all = classification.enrol(read);
    HeadChoice choice = kind.isEmpty() ? classification.choose() : null;
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(
          Json.line(
              new EnrolledJson(
                  all.size(),
                  all.labels().size(),
                  all.size() - before,
                  choice == null ? null : HeadChoiceJson.of(choice))));
      return;
    }
    out.printf(
        "%,d examples of %,d labels in %s, %,d of them new%n",
        all.size(), all.labels().size(), name, all.size() - before);
    if (choice != null) {
      print(choice, out);
    }
  }

  private void print(HeadChoice choice, PrintWriter out) {
    if (choice.measured().isEmpty()) {
      out.println("prototypes decide: no label has a second example to try heads with");
      return;
    }
    out.printf("%s decides; on %,d examples that were left out in turn:%n", choice.head().value(), choice.heldOut());
    var table = output.table(List.of("accuracy", "macro F1", "head"), 8, 8);
    for (HeadChoice.Measured measured : choice.measured()) {
      table.add(
          "%.4f".formatted(measured.accuracy()), "%.4f".formatted(measured.macroF1()), measured.head().value());
    }
    table.print(out);
  }

  private void measure(Classification classification, Path file, Optional<HeadKind> kind) throws IOException {
    List<LabelledText> read = read(file);
    HeadKind decides = kind.isPresent() ? kind.get() : classification.choice().head();
    String noLabel = none == null ? null : LabelledText.checkedLabel(none);
    Assessment assessment;
    try (StepReport report = new StepReport()) {
      assessment =
          Assessment.of(
              classification.classifier(),
              decides,
              rate(),
              read,
              label -> label.equals(noLabel),
              done -> report.at("measuring", done, read.size()));
    }
    if (output.json()) {
      output.out().println(Json.line(AssessmentJson.of(assessment)));
    } else {
      print(assessment, output.out());
    }
  }

  private void print(Assessment assessment, PrintWriter out) {
    out.printf("%-31s%s%n", "head", assessment.head().value());
    out.printf("%-31s%,d%n", "texts with a label", assessment.texts());
    out.printf("%-31s%s%n", "accuracy", shown(assessment.accuracy()));
    out.printf("%-31s%s%n", "macro F1", shown(assessment.macroF1()));
    out.printf("%-31s%s%n", "rejected of them", shown(assessment.rejected()));
    out.printf("%-31s%,d%n", "texts with none", assessment.none());
    out.printf("%-31s%s%n", "rejected of them", shown(assessment.noneRejected()));
    out.printf("%-31s%s%n", "AUROC", shown(assessment.auroc()));
    out.printf("%-31s%s%n", "FPR95", shown(assessment.fpr95()));
    if (!assessment.worst().isEmpty()) {
      out.println();
      var table = output.table(List.of("texts", "label", "taken for"), 5, 12);
      for (Assessment.Mistake mistake : assessment.worst()) {
        table.add("%,d".formatted(mistake.texts()), mistake.label(), mistake.taken());
      }
      table.print(out);
    }
  }

  private static String shown(double value) {
    return Double.isNaN(value) ? "–" : "%.4f".formatted(value);
  }

  private int listAll(Doppel doppel) throws IOException {
    PrintWriter out = output.out();
    List<ListedJson> all = new ArrayList<>();
    for (CollectionName name : doppel.classifiers()) {
      ExampleSet set = doppel.classification(name).examples();
      all.add(new ListedJson(name.value(), set.size(), set.labels().size()));
    }
    if (output.json()) {
      all.forEach(each -> out.println(Json.line(each)));
    } else if (all.isEmpty()) {
      out.println("There is no classifier.");
    } else {
      var table = output.table(List.of("examples", "labels", "name"), 8, 6);
      all.forEach(each -> table.add("%,d".formatted(each.examples), "%,d".formatted(each.labels), each.name));
      table.print(out);
    }
    return 0;
  }

  private int listLabels(Classification classification) throws IOException {
    PrintWriter out = output.out();
    Map<String, Long> labels = classification.classifier().examples().labels();
    if (output.json()) {
      labels.forEach((label, count) -> out.println(Json.line(new LabelJson(label, count))));
    } else {
      var table = output.table(List.of("examples", "label"), 8);
      labels.forEach((label, count) -> table.add("%,d".formatted(count), label));
      table.print(out);
    }
    return 0;
  }

  private int remove(Doppel doppel, CollectionName name, Classification classification) throws IOException {
    ExampleSet left = classification.examples();
    for (String label : remove) {
      if (!left.labels().containsKey(LabelledText.checkedLabel(label))) {
        throw new IllegalArgumentException(
            "there is no label \"%s\"; see: doppel classify -l %s --list".formatted(label, name));
      }
    }
    for (String label : remove) {
      left = classification.removeLabel(label);
    }
    if (left.size() == 0) {
      doppel.deleteIfNothingIsLeft(name);
    }
    if (output.json()) {
      output.out().println(Json.line(new RemovedJson(left.size(), left.labels().size())));
    } else {
      output.out().printf("%,d examples of %,d labels are left%n", left.size(), left.labels().size());
    }
    return 0;
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
      out.flush();
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
