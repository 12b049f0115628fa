package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.duplicates.CalibrationJson;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.CalibrationReport;
import io.doppel.duplicates.calibration.Interval;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.duplicates.calibration.Reliability;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.calibration.SecondTrial;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.Teaching;
import io.doppel.eval.data.LabelledPairs;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Probabilities out of labelled pairs.
@Command(
    name = "calibrate",
    description = {
      "Learns from labelled pairs how likely two texts of a collection are duplicates, and from which "
          + "probability on to say so.",
      "",
      "A FILE has lines of text1, text2, label (1 for duplicates, 0 for others) between tabs, under a line "
          + "with these names; or"
          + " lines of id, label, text1, text2 without one. What is printed was measured on pairs that were held out."
    })
public final class CalibrateCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COLLECTION",
      completionCandidates = Completion.Collections.class,
      description = "The collection to calibrate.")
  private @Nullable String collection;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "Labelled pairs; may be given more than once.")
  private List<Path> files = List.of();

  @Option(
      names = "--decided",
      description = {
        "Learn from what people decided about pairs of the COLLECTION: at least 30 that say the same and 30 that do"
            + " not.",
        "The calibration that comes with the program is moved as far as they say."
      })
  private boolean decided;

  @Option(
      names = "--target-precision",
      paramLabel = "P",
      description = "The share of true ones among those called duplicates, up to 1. Default: 0.95.")
  private float targetPrecision = CalibrationLearner.DEFAULT_TARGET_PRECISION;

  @Option(
      names = "--learn-guards",
      description =
          "Learn from the pairs how much a guard counts: they were labelled with an eye on negations, "
              + "numbers and the like.")
  private boolean learnGuards;

  @Option(
      names = "--second-judge",
      paramLabel = "MODEL",
      description = {
        "A cross-encoder to ask about pairs where the rest is uncertain; it is kept if it makes held-out probabilities"
            + " better.",
        "Default: the one that the COLLECTION is judged by, else the only cross-encoder among the models; none: without"
            + " one."
      })
  private @Nullable String secondJudge;

  @Option(
      names = "--origin",
      paramLabel = "TEXT",
      description = "What the pairs are, for people. Default: the names of the files.")
  private @Nullable String origin;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "Write what was learned here, with or without a COLLECTION.")
  private OutputPath.@Nullable File write;

  @Override
  public Integer call() throws IOException {
    if (collection == null && write == null) {
      throw output.wrongUsage("Give a COLLECTION, or --write FILE");
    }
    if (decided == !files.isEmpty()) {
      throw output.wrongUsage("Give either --pairs FILE or --decided");
    }
    if (decided && (collection == null || learnGuards)) {
      throw output.wrongUsage("--decided needs a COLLECTION, and goes not with --learn-guards");
    }
    List<LabelledPair> pairs = new ArrayList<>();
    for (Path file : files) {
      pairs.addAll(LabelledPairs.read(file));
    }
    CalibrationReport report;
    try (Doppel doppel = engine.open()) {
      DocumentCollection target = collection == null ? null : doppel.collection(new CollectionName(collection));
      Optional<String> named = Optional.ofNullable(secondJudge);
      Optional<SecondJudge> second =
          target == null ? doppel.secondJudges().chosen(named) : target.secondJudge(named);
      report =
          decided && target != null
              ? new Teaching(target).learn(targetPrecision, second, _ -> {})
              : (target == null
                      ? new CalibrationLearner(doppel.encoder(), doppel.passport(), second)
                      : new CalibrationLearner(target.encoder(), target.index().passport(), second))
                  .learn(pairs, learnGuards, targetPrecision, origin(), _ -> {});
      if (target != null) {
        target.calibrate(report.calibration());
      }
      if (write != null) {
        CalibrationFile.write(report.calibration(), KeptFile.of(write.path()));
      }
    }
    if (output.json()) {
      output.out().println(Json.line(CalibrationJson.of(report.calibration())));
    } else {
      print(report, output.out());
    }
    return 0;
  }

  private String origin() {
    return origin == null ? files.stream().map(Path::toString).collect(Collectors.joining(", ")) : origin;
  }

  private void print(CalibrationReport report, PrintWriter out) {
    Calibration calibration = report.calibration();
    out.printf(
        "Learned from %,d pairs, %,d of them duplicates. On held-out folds:%n%n",
        calibration.pairs(), calibration.duplicates());
    Table table = output.table(List.of("probability", "pairs", "predicted", "duplicates"), 11, 8, 9);
    for (Reliability.Bin bin : report.reliability().bins()) {
      table.add(
          "%.1f to %.1f".formatted(bin.low(), bin.high()),
          "%,d".formatted(bin.pairs()),
          "%.3f".formatted(bin.predicted()),
          "%.3f".formatted(bin.actual()));
    }
    table.print(out);
    boolean[] labels = new boolean[report.labels().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = report.labels().get(i);
    }
    out.printf("%n%-31s%.3f%n", "expected calibration error", calibration.calibrationError());
    out.printf("%-31s%.4f%n", "average precision", BinaryMeasures.averagePrecision(array(report.heldOut()), labels));
    out.printf(
        "%-31s%.4f%n",
        "average precision, cosine only",
        BinaryMeasures.averagePrecision(array(report.cosines()), labels));
    report.second().ifPresent(trial -> print(trial, out));
    out.printf("%-31s%.3f%n", "threshold", calibration.threshold());
    out.printf("%-31s%s%n", "precision there", shown(calibration.precision()));
    out.printf("%-31s%s%n", "recall there", shown(calibration.recall()));
  }

  private static void print(SecondTrial trial, PrintWriter out) {
    out.printf("%-31s%s, %s%n", "second judge", trial.model(), trial.kept() ? "kept" : "not kept: not surely better");
    out.printf("%-31s%,d%n", "  pairs it was asked about", trial.asked());
    out.printf("%-31s%.4f, %.4f without%n", "  log loss of these", trial.logLoss(), trial.logLossAlone());
    out.printf(
        "%-31s%.4f, %.4f without%n",
        "  average precision of all", trial.averagePrecision(), trial.averagePrecisionAlone());
  }

  private static String shown(Interval interval) {
    return "%.3f (95 %% interval %.3f to %.3f)".formatted(interval.value(), interval.low(), interval.high());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
