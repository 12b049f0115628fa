package io.doppel.cli.task.duplicates;

import io.doppel.api.Json;
import io.doppel.api.duplicates.CandidateJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.Verdicts;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.text.CodePoints;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Prints what may say the same: as a table, or a line of JSON each.
record PrintedPairs(Output output) {

  /// More letters of a text are for `--json`.
  private static final int MAX_SHOWN = 1_000;

  void candidates(DuplicateQuery query, DuplicateAnswer answer) {
    PrintWriter out = output.out();
    if (output.json()) {
      answer.candidates().forEach(candidate -> out.println(Json.line(CandidateJson.of(query.text(), candidate))));
    } else if (answer.candidates().isEmpty()) {
      out.printf("Nothing has a similarity of at least %s.%n", query.threshold());
    } else {
      Table table = output.table(List.of("similarity", "probability", "verdict", "id", "text"), 10, 11, 9, 14);
      answer
          .candidates()
          .forEach(
              candidate ->
                  table.add(
                      "%.3f".formatted(candidate.similarity()),
                      Verdicts.probability(candidate.judgement()),
                      Verdicts.verdict(candidate.judgement()),
                      candidate.document().id(),
                      shown(candidate.passage()) + reason(candidate.judgement())));
      table.print(out);
    }
    sayIfTruncated(answer.truncated());
  }

  void pairs(PairQuery query, PairAnswer answer) {
    PrintWriter out = output.out();
    List<PairJson> pairs = answer.pairs().stream().map(pair -> PairJson.of(pair, Optional.empty())).toList();
    if (output.json()) {
      pairs.forEach(pair -> out.println(Json.line(pair)));
    } else if (pairs.isEmpty()) {
      out.printf("No two documents have a similarity of at least %s.%n", query.threshold());
    } else {
      Table table = output.table(List.of("similarity", "probability", "verdict", "ids", "texts"), 10, 11, 9, 14);
      for (PairAnswer.Pair pair : answer.pairs()) {
        PairJson shown = PairJson.of(pair, Optional.empty());
        table.add(
            "%.3f".formatted(pair.similarity()),
            Verdicts.probability(pair.judgement()),
            Verdicts.verdict(pair.judgement()),
            shown.id1(),
            shown(shown.text1()));
        table.add("", "", "", shown.id2(), shown(shown.text2()) + reason(pair.judgement()));
      }
      table.print(out);
    }
    sayIfTruncated(answer.truncated());
  }

  /// A text as far as a table shows it.
  static String shown(String text) {
    String beginning = CodePoints.beginning(text, MAX_SHOWN);
    return beginning.length() < text.length() ? beginning + "…" : text;
  }

  private record Labelled(String text1, String text2, int label) {}

  /// Labelled pairs, as `calibrate` reads them.
  void labelled(List<Decision> decisions) {
    PrintWriter out = output.out();
    if (!output.json()) {
      out.println("text1\ttext2\tlabel");
    }
    for (Decision decision : decisions) {
      switch (decision.decision()) {
        case MERGE -> labelled(decision, 1, out);
        case APART -> labelled(decision, 0, out);
        case IGNORE, UNDECIDED -> {}
      }
    }
    out.flush();
  }

  private void labelled(Decision decision, int label, PrintWriter out) {
    if (output.json()) {
      out.println(Json.line(new Labelled(decision.text1(), decision.text2(), label)));
    } else {
      out.printf("%s\t%s\t%d%n", oneLine(decision.text1()), oneLine(decision.text2()), label);
    }
  }

  private static String oneLine(String cell) {
    return cell.replaceAll("\\s+", " ").strip();
  }

  private static String reason(Optional<Judgement> judgement) {
    return judgement
        .map(Verdicts::reasons)
        .filter(reasons -> !reasons.isEmpty())
        .map(reasons -> " (" + reasons + ")")
        .orElse("");
  }

  void sayIfTruncated(boolean truncated) {
    if (truncated) {
      output.err().println("doppel: there are more; a higher -k or --threshold shows all above it");
    }
  }
}
