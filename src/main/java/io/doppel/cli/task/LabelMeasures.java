package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.classification.AssessmentJson;
import io.doppel.classification.Assessment;
import io.doppel.classification.Classification;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadKind;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.StepReport;
import io.doppel.training.example.ExampleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How good the labels of a classifier are on texts that have some.
final class LabelMeasures {

  private final Classification classification;
  private final Output output;

  LabelMeasures(Classification classification, Output output) {
    this.classification = classification;
    this.output = output;
  }

  static List<LabelledText> read(Path file) throws IOException {
    return ExampleFile.read(
        file, List.of("label", "text"), cells -> new LabelledText(cells.get(0), cells.get(1)));
  }

  /// Measures on the texts of a file.
  ///
  /// @param kind the head that decides; empty for the best one
  /// @param none what the file calls texts of no label
  /// @param falseAccept the share of these that may pass
  void measure(Path file, Optional<HeadKind> kind, @Nullable String none, OptionalDouble falseAccept)
      throws IOException {
    List<LabelledText> read = read(file);
    HeadKind decides = kind.isPresent() ? kind.get() : classification.choice().head();
    String noLabel = none == null ? null : LabelledText.checkedLabel(none);
    Assessment assessment;
    try (StepReport report = new StepReport()) {
      assessment =
          Assessment.of(
              classification.classifier(),
              decides,
              falseAccept,
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
}
