package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.duplicates.FieldJson;
import io.doppel.api.duplicates.GuardJson;
import io.doppel.api.duplicates.JudgementJson;
import io.doppel.api.duplicates.WordMatchJson;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.Verdicts;
import io.doppel.duplicates.Similarity;
import io.doppel.duplicates.TextPair;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Two texts.
@Command(
    name = "similarity",
    description = {
      "Says how near two texts are in meaning: their cosine, from -1 to 1.",
      "",
      "With --pairs the same of each pair of a file, a line each with tabs between similarity, probability, verdict "
          + "and the texts. Where pairs have labels, it also says how well the similarity follows them."
    })
public final class SimilarityCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Parameters(index = "0", arity = "0..1", paramLabel = "A", description = "A text.")
  private @Nullable String first;

  @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Another text.")
  private @Nullable String second;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Pairs, one a line with tabs: text1, text2; or with a number as label: text1, text2, label; or id, label, "
              + "text1, text2. Also JSON lines and CSV with these names, and .gz; - reads standard input.")
  private @Nullable Path pairs;

  @Option(
      names = "--explain",
      description = "Also show which word of A stands for which of B: those most alike in their context, none twice.")
  private boolean explain;

  record SimilarityJson(
      float similarity,
      @Nullable Double probability,
      @Nullable String verdict,
      List<GuardJson> guards,
      List<FieldJson> template,
      @Nullable List<WordMatchJson> words) {}

  @Override
  public Integer call() throws IOException {
    String one = first;
    String other = second;
    if (pairs != null) {
      if (one != null || explain) {
        throw output.wrongUsage("Give --pairs, or A and B");
      }
      try (Doppel doppel = engine.open()) {
        new PairScores(doppel.similarity(), output).print(pairs);
      }
      return 0;
    }
    if (one == null || other == null) {
      throw output.wrongUsage("Give two texts, A and B, or --pairs");
    }
    return compare(new TextPair(one, other));
  }

  private int compare(TextPair pair) throws IOException {
    Similarity.Answer answer;
    List<WordMatchJson> words = List.of();
    try (Doppel doppel = engine.open()) {
      answer = doppel.similarity().compare(pair);
      if (output.json()) {
        doppel.similarity().warning().ifPresent(warning -> output.err().println("doppel: " + warning));
      }
      if (explain) {
        words = WordMatchJson.of(pair, doppel.similarity().align(pair));
      }
    }
    if (output.json()) {
      output.out().println(Json.line(
                  new SimilarityJson(
                      answer.similarity(),
                      JudgementJson.probability(answer.judgement()),
                      JudgementJson.verdict(answer.judgement()),
                      GuardJson.of(answer.judgement()),
                      FieldJson.of(answer.judgement()),
                      explain ? words : null)));
    } else {
      output.out().printf("%.4f%n", answer.similarity());
      if (explain) {
        show(words);
      }
      answer
          .judgement()
          .map(Verdicts::reasons)
          .filter(reasons -> !reasons.isEmpty())
          .ifPresent(reasons -> output.err().println("doppel: " + reasons));
    }
    if (answer.truncated()) {
      output.err().println("doppel: a text is longer than the model reads; its end was not looked at");
    }
    return 0;
  }

  private void show(List<WordMatchJson> words) {
    if (words.isEmpty()) {
      output.err().println("doppel: no word of A has one in B; or the model gives no embeddings of words");
      return;
    }
    Table table = output.table(List.of("similarity", "A", "B"), 10, 14);
    words.forEach(match -> table.add("%.3f".formatted(match.similarity()), match.here(), match.there()));
    table.print(output.out());
  }
}
