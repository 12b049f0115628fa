package io.doppel.cli.collection;

import io.doppel.api.Json;
import io.doppel.api.duplicates.GuardJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.api.examination.ExaminationJson;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.Verdicts;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.engine.CollectionName;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.Drift;
import io.doppel.examination.ExaminationReport;
import io.doppel.examination.Kept;
import io.doppel.examination.Slice;
import io.doppel.learn.statistic.MeanInterval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Prints what came of an examination: for people as tables, for programs a line a measure and a line a pair.
record ExaminationTables(Output output, CollectionName collection) {

  private record GuardedLine(
      String task,
      String measure,
      double value,
      String id1,
      String id2,
      String text1,
      String text2,
      List<GuardJson> guards) {

    static GuardedLine of(PairJson pair) {
      return new GuardedLine(
          "guards", "similarity", pair.similarity(), pair.id1(), pair.id2(), pair.text1(), pair.text2(), pair.guards());
    }
  }

  void print(CollectionExamination examination) {
    PrintWriter out = output.out();
    ExaminationReport report = examination.report();
    if (output.json()) {
      ExaminationJson json = ExaminationJson.of(examination);
      json.measures().forEach(measure -> out.println(Json.line(measure)));
      json.guarded().forEach(pair -> out.println(Json.line(GuardedLine.of(pair))));
    } else {
      out.printf(
          "%s: %,d of %s, seed %d%n%n",
          collection, report.texts(), Count.of(report.documents(), "document"), report.query().seed());
      printKept(report, out);
      printSlices(report, out);
      report.drift().ifPresent(drift -> print(drift, out));
      print(examination.guarded(), examination.looked(), out);
    }
    out.flush();
    report
        .cut()
        .forEach(property -> output.err().printf("doppel: only the most frequent values of %s are told%n", property));
    if (report.alarms()) {
      output.err().println("doppel: ALARM: the new texts are not like those of the collection");
    }
  }

  private void printKept(ExaminationReport report, PrintWriter out) {
    out.println("Robustness: similarity of a text with itself when it is changed, on the standard scale");
    Table table = output.table(List.of("similarity", "5 % below", "found", "texts", "change"), 22, 9, 22, 5);
    for (Kept kept : report.kept()) {
      table.add(
          interval(kept.standard()),
          "%.3f".formatted(kept.low()),
          interval(kept.recall()),
          "%,d".formatted(kept.texts()),
          kept.perturbation().toString().replace('_', ' '));
    }
    table.print(out);
  }

  private void printSlices(ExaminationReport report, PrintWriter out) {
    out.println();
    out.println("Slices, the worst first: means over all changes, and how near the nearest other document is");
    List<String> header = List.of("similarity", "found", "nearest", "legible", "texts", "slice");
    Table table = output.table(header, 22, 22, 22, 7, 5);
    for (Slice slice : report.slices()) {
      table.add(
          interval(slice.standard()),
          interval(slice.recall()),
          interval(slice.density()),
          "%.2f".formatted(slice.legibility()),
          "%,d".formatted(slice.texts()),
          "%s: %s%s".formatted(slice.property(), slice.value(), slice.isSmall() ? " (few)" : ""));
    }
    table.print(out);
  }

  private static void print(Drift drift, PrintWriter out) {
    out.printf("%nValidity: %s%n", Count.of(drift.texts(), "new text"));
    out.printf("nearest document   %s%n", interval(drift.nearest()));
    out.printf("  in the collection  %s%n", interval(drift.nearestStored()));
    out.printf(
        "rejected           %s of the new texts are below %.3f, as .05 of the collection are%n",
        interval(drift.rejected()), drift.threshold());
    out.printf(
        "two-sample test    energy coefficient %.4f, p = %.3f%n", drift.coefficient(), drift.pValue());
  }

  private void print(PairAnswer guarded, int looked, PrintWriter out) {
    out.printf(
        "%nPairs that the cosine takes for duplicates and a guard holds apart: %s around %s%s%n",
        guarded.pairs().isEmpty() ? "none" : Count.of(guarded.pairs().size(), "pair"),
        Count.of(looked, "document"),
        guarded.truncated() ? ", and there are more" : "");
    if (guarded.pairs().isEmpty()) {
      return;
    }
    Table table = output.table(List.of("similarity", "ids", "texts"), 10, 14);
    for (PairAnswer.Pair pair : guarded.pairs()) {
      PairJson shown = PairJson.of(pair, Optional.empty());
      table.add("%.3f".formatted(pair.similarity()), shown.id1(), shown.text1());
      table.add(
          "",
          shown.id2(),
          "%s (%s)"
              .formatted(
                  shown.text2(), Verdicts.guards(pair.judgement().map(Judgement::contrasts).orElse(List.of()))));
    }
    table.print(out);
  }

  private static String interval(Optional<MeanInterval> value) {
    return value.map(ExaminationTables::interval).orElse("-");
  }

  private static String interval(MeanInterval value) {
    return "%.3f (%.3f to %.3f)".formatted(value.mean(), value.low(), value.high());
  }
}
