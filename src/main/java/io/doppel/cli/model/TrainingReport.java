package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.progress.Bar;
import io.doppel.learn.loss.TripletShares;
import io.doppel.training.Outcome;
import io.doppel.training.TrainingListener;
import io.doppel.training.example.Split;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says how training goes and what it came to: a bar on a terminal, lines of JSON where those are asked for.
final class TrainingReport implements TrainingListener, AutoCloseable {

  private final Output output;
  private @Nullable Bar bar;
  private double dev = Double.NaN;

  TrainingReport(Output output) {
    this.output = output;
  }

  record MeasureJson(double before, double after) {}

  record TrainedJson(
      boolean adopted,
      MeasureJson task,
      double low,
      double high,
      MeasureJson guard,
      double share,
      String model,
      double textsPerSecond,
      @Nullable String reason) {}

  record StepJson(int step, int steps, double loss, double dev, double secondsLeft) {}

  record EpochJson(int epoch, long easy, long semiHard, long hard) {}

  @Override
  public void begins(Split split, long parameters, long megabytes) {
    if (split.leftOut() > 0) {
      say("%,d examples have a text of held-out ones and are left out%n", split.leftOut());
    }
    say(
        "%,d examples to learn from, %,d to decide when to stop, %,d held out; %,d numbers are trained, in at most "
            + "%,d MB besides the model%n",
        split.train().size(), split.dev().size(), split.test().size(), parameters, megabytes);
  }

  @Override
  public void resumes(int step) {
    say("goes on behind step %,d, where an earlier run ended%n", step);
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
        output.out().flush();
      } else {
        say("step %,d of %,d, loss %.4f, dev %.4f, %,.0f s left%n", step, steps, loss, value, secondsLeft);
      }
    }
  }

  @Override
  public void diverges(int step) {
    say("the loss is no number any more at step %,d; what was best before is kept; a lower --rate may help%n", step);
  }

  @Override
  public void epoch(int epoch, TripletShares shares) {
    if (output.json()) {
      output.out().println(Json.line(new EpochJson(epoch, shares.easy(), shares.semiHard(), shares.hard())));
      output.out().flush();
    } else {
      double all = shares.all() / 100.0;
      say(
          "epoch %,d: of its triplets %.0f %% were easy, %.0f %% semi-hard, %.0f %% hard%n",
          epoch, shares.easy() / all, shares.semiHard() / all, shares.hard() / all);
    }
  }

  private void say(String sentence, Object... values) {
    output.err().printf("doppel: " + sentence, values);
    output.err().flush();
  }

  /// What it came to.
  void end(Outcome outcome, boolean adopted, String name) {
    close();
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
                  outcome.share(),
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
    if (outcome.share() < 1) {
      out.printf(
          "%.0f %% of what was learned is taken: all of it would cost too much of general similarity%n",
          100 * outcome.share());
    }
    out.printf("%,.0f texts a second were learned from%n", outcome.textsPerSecond());
    if (adopted) {
      out.printf("%s is there%s%n", name, outcome.isBetter() ? "" : ", although " + outcome.reason());
    } else {
      out.printf("not adopted: %s%n", outcome.reason());
    }
  }

  /// Someone stopped it.
  void interrupted(boolean adopted) {
    say(
        adopted
            ? "stopped; the best so far is kept%n"
            : "stopped; nothing is kept, and the same command goes on from here%n");
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
