package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.duplicates.JudgementJson;
import io.doppel.cli.terminal.Output;
import io.doppel.duplicates.Similarity;
import io.doppel.duplicates.TextPair;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.learn.statistic.Correlation;
import io.doppel.training.example.ExampleFile;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The similarity of each pair of a file, printed as soon as it is known, and how well it follows the labels.
final class PairScores {

  private static final int AT_ONCE = 256;

  private final Similarity similarity;
  private final Output output;
  private final List<Given> waiting = new ArrayList<>();
  private final DoubleStream.Builder scores = DoubleStream.builder();
  private final DoubleStream.Builder labels = DoubleStream.builder();
  private long count;
  private long truncated;

  PairScores(Similarity similarity, Output output) {
    this.similarity = similarity;
    this.output = output;
  }

  private record Given(TextPair pair, OptionalDouble label) {}

  record ScoreJson(
      float similarity, @Nullable Double probability, @Nullable String verdict, @Nullable Double label) {}

  record SummaryJson(long pairs, long labelled, @Nullable Double spearman, @Nullable Double averagePrecision) {}

  /// @throws IOException if the file cannot be read, or has a line that is no pair; those before it were printed
  void print(Path file) throws IOException {
    similarity.warning().ifPresent(warning -> output.err().println("doppel: " + warning));
    ExampleFile.pairs(
        file,
        pair -> {
          waiting.add(new Given(new TextPair(pair.text1(), pair.text2()), pair.label()));
          if (waiting.size() == AT_ONCE) {
            score();
          }
        });
    score();
    if (truncated > 0) {
      output
          .err()
          .printf("doppel: of %,d pairs a text is longer than the model reads; its end was not looked at%n", truncated);
    }
    summarize(scores.build().toArray(), labels.build().toArray());
  }

  private void score() throws IOException {
    Cancellation.check();
    if (waiting.isEmpty()) {
      return;
    }
    List<Similarity.Answer> answers = similarity.compare(waiting.stream().map(Given::pair).toList());
    for (int i = 0; i < answers.size(); i++) {
      show(waiting.get(i), answers.get(i));
    }
    output.requireWritten();
    count += waiting.size();
    waiting.clear();
  }

  private void show(Given given, Similarity.Answer answer) {
    truncated += answer.truncated() ? 1 : 0;
    OptionalDouble label = given.label();
    if (label.isPresent()) {
      scores.add(answer.similarity());
      labels.add(label.getAsDouble());
    }
    Double probability = JudgementJson.probability(answer.judgement());
    String verdict = JudgementJson.verdict(answer.judgement());
    output
        .out()
        .println(
            output.json()
                ? Json.line(
                    new ScoreJson(
                        answer.similarity(), probability, verdict, label.isPresent() ? label.getAsDouble() : null))
                : String.format(
                    Locale.ROOT,
                    "%.4f\t%s\t%s\t%s\t%s",
                    answer.similarity(),
                    probability == null ? "" : String.format(Locale.ROOT, "%.4f", probability),
                    verdict == null ? "" : verdict,
                    given.pair().text1(),
                    given.pair().text2()));
  }

  /// On standard output for programs, else beside it, so that every line there is a pair.
  private void summarize(double[] scores, double[] labels) {
    boolean differ = DoubleStream.of(labels).distinct().limit(2).count() == 2;
    boolean binary = differ && DoubleStream.of(labels).allMatch(label -> label == 0 || label == 1);
    double spearman = differ ? Correlation.spearman(scores, labels) : Double.NaN;
    double precision = binary ? BinaryMeasures.averagePrecision(scores, labels(labels)) : Double.NaN;
    if (output.json()) {
      output.out().println(Json.line(new SummaryJson(count, labels.length, shown(spearman), shown(precision))));
      return;
    }
    if (!Double.isNaN(spearman)) {
      output
          .err()
          .printf(
              Locale.ROOT,
              "doppel: %,d pairs with a label: rank correlation (Spearman) %.4f%s%n",
              labels.length,
              spearman,
              binary ? String.format(Locale.ROOT, ", average precision %.4f", precision) : "");
    }
  }

  private static boolean[] labels(double[] labels) {
    boolean[] same = new boolean[labels.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = labels[i] == 1;
    }
    return same;
  }

  private static @Nullable Double shown(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
