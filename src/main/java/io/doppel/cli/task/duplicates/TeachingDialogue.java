package io.doppel.cli.task.duplicates;

import io.doppel.api.Json;
import io.doppel.api.teaching.RoundsJson;
import io.doppel.api.teaching.RoundsJson.MeasuredJson;
import io.doppel.api.teaching.RoundsJson.PastJson;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Verdicts;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.curation.Curation;
import io.doppel.engine.curation.Teaching;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks about pairs, round by round, and takes answers a line each: yes, no, skip, quit. After each round it says what
/// it did, and after each answer what the model thinks. Each answer is kept at once; who quits goes on there the next
/// time.
///
/// @param mined what pairs there are
/// @param answers lines
record TeachingDialogue(DocumentCollection collection, Mined mined, BufferedReader answers, Output output) {

  private static final Logger LOG = Logger.getLogger(TeachingDialogue.class.getName());

  /// Until all is decided, or the answers end.
  void run() throws IOException {
    Teaching teaching = new Teaching(collection);
    PrintWriter err = output.err();
    err.println("Do both texts say the same? y: yes, n: no, s: skip, q: quit.");
    Optional<Teaching.Open> open = teaching.round(mined);
    while (open.isPresent()) {
      if (!round(open.get())) {
        err.println("doppel: stopped; what was answered is kept");
        return;
      }
      RoundsJson rounds = RoundsJson.of(teaching.measured(), collection.decisions());
      print(rounds);
      if (rounds.enough()) {
        err.println("More labels no longer pay: doppel calibrate %s --decided".formatted(collection.name()));
      }
      open = teaching.round(mined);
    }
    err.println("No pair is left to decide about.");
  }

  /// Whether all of it was answered.
  private boolean round(Teaching.Open open) throws IOException {
    PrintWriter err = output.err();
    Curation curation = new Curation(collection);
    Duplicates duplicates = collection.duplicates();
    int number = open.round().pairs().size() - open.asked().size();
    for (Teaching.Asked asked : open.asked()) {
      number++;
      err.printf(
          "%nRound %d, %d of %d%n  %s%n  %s%n",
          open.round().number(),
          number,
          open.round().pairs().size(),
          PrintedPairs.shown(asked.first().shown()),
          PrintedPairs.shown(asked.second().shown()));
      Kind kind = answer(err);
      if (kind == null) {
        return false;
      }
      curation.decide(
          new Decision(
              asked.first().id(), asked.second().id(), kind, asked.first().shown(), asked.second().shown()));
      opinion(duplicates, asked).ifPresent(pair -> tell(pair.judgement(), err));
    }
    return true;
  }

  /// Nothing where the index cannot be read: the answer is kept, and the next pair can be asked about.
  private static Optional<Pair> opinion(Duplicates duplicates, Teaching.Asked asked) {
    try {
      return duplicates.pair(asked.first().id(), asked.second().id());
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "no opinion about a pair that was answered", failure);
      return Optional.empty();
    }
  }

  private static void tell(Optional<Judgement> judgement, PrintWriter err) {
    err.printf("  the model: %s, %s%n", Verdicts.probability(judgement), Verdicts.verdict(judgement));
    judgement
        .map(Verdicts::reasons)
        .filter(reasons -> !reasons.isEmpty())
        .ifPresent(reasons -> err.printf("  %s%n", reasons));
  }

  /// Null where there are no more answers.
  private @Nullable Kind answer(PrintWriter err) throws IOException {
    while (true) {
      err.print("> ");
      err.flush();
      String line = answers.readLine();
      if (line == null) {
        return null;
      }
      switch (line.strip().toLowerCase(Locale.ROOT)) {
        case "y", "yes" -> {
          return Kind.MERGE;
        }
        case "n", "no" -> {
          return Kind.APART;
        }
        case "s", "skip" -> {
          return Kind.IGNORE;
        }
        case "q", "quit" -> {
          return null;
        }
        default -> err.printf("doppel: an answer is y, n, s or q, got \"%s\"%n", line.strip());
      }
    }
  }

  private void print(RoundsJson rounds) {
    PastJson last = rounds.rounds().getLast();
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(last));
    } else {
      out.printf(
          "round %d: %d say the same, %d do not, %d skipped%n",
          last.round(), last.same(), last.different(), last.ignored());
      MeasuredJson measured = last.measured();
      if (measured == null) {
        out.printf("Nothing can be measured before %d of either kind.%n", CalibrationLearner.ENOUGH_TO_MEASURE);
      } else {
        out.printf("%-31s%,d, %,d of them the same%n", "pairs", measured.pairs(), measured.same());
        out.printf("%-31s%.4f%n", "average precision", measured.averagePrecision());
        out.printf("%-31s%.3f%n", "expected calibration error", measured.calibrationError());
        out.printf("%-31s%.3f%n", "threshold", measured.threshold());
        out.printf(
            "%-31s%.3f (95 %% interval %.3f to %.3f)%n",
            "precision there",
            measured.precision().value(),
            measured.precision().low(),
            measured.precision().high());
      }
    }
    out.flush();
  }
}
