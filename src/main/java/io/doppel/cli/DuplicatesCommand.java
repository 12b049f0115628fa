package io.doppel.cli;

import io.doppel.api.CandidateJson;
import io.doppel.api.Json;
import io.doppel.api.PairJson;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Duplicate questions.
@Command(
    name = "duplicates",
    description = {
      "Finds documents that ask the same as a text, or all pairs in a collection that ask the same.",
      "",
      "The right threshold differs from model to model and from one kind of text to another: look at some pairs first."
    })
final class DuplicatesCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Option(names = "--all", description = "All pairs within the collection.")
  private boolean all;

  @Option(
      names = "--threshold",
      paramLabel = "COSINE",
      description = "The least similarity, -1 to 1. Default: 0.65 for a text, 0.75 with --all.")
  private @Nullable Float threshold;

  @Option(names = "-k", paramLabel = "N", description = "The most to show. Default: 20 for a text, 100 with --all.")
  private @Nullable Integer k;

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The text to check; - reads standard input.")
  private List<String> text = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (all == !text.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give either a TEXT to check or --all");
    }
    return all ? mine() : check();
  }

  private int check() throws IOException {
    DuplicateQuery query =
        new DuplicateQuery(
            Inputs.text(text),
            threshold == null ? DuplicateQuery.DEFAULT_THRESHOLD : threshold,
            k == null ? DuplicateQuery.DEFAULT_K : k);
    DuplicateAnswer answer;
    try (Doppel doppel = engine.open()) {
      answer = task(doppel).check(query);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (engine.json) {
      answer.candidates().forEach(candidate -> out.println(Json.line(CandidateJson.of(candidate))));
    } else if (answer.candidates().isEmpty()) {
      out.printf("Nothing has a similarity of at least %s.%n", query.threshold());
    } else {
      Table table = Table.of(spec, List.of("similarity", "id", "text"), 10, 14);
      answer
          .candidates()
          .forEach(
              candidate ->
                  table.add(
                      "%.3f".formatted(candidate.similarity()),
                      candidate.document().id(),
                      CandidateJson.of(candidate).text()));
      table.print(out);
    }
    sayIfTruncated(answer.truncated());
    return 0;
  }

  private int mine() throws IOException {
    PairQuery query =
        new PairQuery(
            threshold == null ? PairQuery.DEFAULT_THRESHOLD : threshold, k == null ? PairQuery.DEFAULT_K : k);
    PairAnswer answer;
    try (Doppel doppel = engine.open()) {
      answer = task(doppel).pairs(query);
    }
    PrintWriter out = spec.commandLine().getOut();
    List<PairJson> pairs = answer.pairs().stream().map(PairJson::of).toList();
    if (engine.json) {
      pairs.forEach(pair -> out.println(Json.line(pair)));
    } else if (pairs.isEmpty()) {
      out.printf("No two documents have a similarity of at least %s.%n", query.threshold());
    } else {
      Table table = Table.of(spec, List.of("similarity", "ids", "texts"), 10, 14);
      for (PairJson pair : pairs) {
        table.add("%.3f".formatted(pair.similarity()), pair.id1(), pair.text1());
        table.add("", pair.id2(), pair.text2());
      }
      table.print(out);
    }
    sayIfTruncated(answer.truncated());
    return 0;
  }

  private Duplicates task(Doppel doppel) throws IOException {
    return doppel.collection(collection.name()).duplicates();
  }

  private void sayIfTruncated(boolean truncated) {
    if (truncated) {
      spec.commandLine().getErr().println("doppel: there are more; a higher -k or --threshold shows all above it");
    }
  }
}
