package io.doppel.cli;

import io.doppel.api.HitJson;
import io.doppel.api.Json;
import io.doppel.engine.Doppel;
import io.doppel.index.Effort;
import io.doppel.retrieval.Mode;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Retrieval.
@Command(name = "search", description = "Finds the documents that answer a text by their meaning and their words.")
final class SearchCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Option(names = "-k", paramLabel = "N", defaultValue = "10", description = "How many documents. Default: ${DEFAULT-VALUE}.")
  private int k;

  @Option(names = "--offset", paramLabel = "N", defaultValue = "0", description = "How many documents to skip. Default: ${DEFAULT-VALUE}.")
  private int offset;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "hybrid",
      description = "What to go by: dense (meaning), lexical (words) or hybrid (both). Default: ${DEFAULT-VALUE}.")
  private String mode = "";

  @Mixin private FilterOption filter = new FilterOption();

  @Option(
      names = "--min-similarity",
      paramLabel = "COSINE",
      defaultValue = "-1",
      description = "The least similarity of a passage that is found, -1 to 1. Default: all.")
  private float minSimilarity;

  @Option(names = "--exact", description = "Score every vector instead of walking the graph.")
  private boolean exact;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "The query; - reads standard input.")
  private List<String> text = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SearchQuery query =
        new SearchQuery(
            Inputs.text(text),
            k,
            offset,
            Mode.of(mode),
            exact ? Effort.EXACT : Effort.APPROXIMATE,
            filter.filter(),
            minSimilarity);
    SearchAnswer answer;
    try (Doppel doppel = engine.open()) {
      answer = doppel.collection(collection.name()).search().answer(query);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (engine.json) {
      answer.hits().forEach(hit -> out.println(Json.line(HitJson.of(hit))));
    } else {
      print(answer, out);
    }
    if (answer.truncated()) {
      spec.commandLine().getErr().println("doppel: the query is longer than the model reads; its end was not looked at");
    }
    return 0;
  }

  private void print(SearchAnswer answer, PrintWriter out) {
    if (answer.hits().isEmpty()) {
      out.println("Nothing was found.");
      return;
    }
    Table table = Table.of(spec, List.of("score", "similarity", "id", "text"), 7, 10, 14);
    for (SearchHit hit : answer.hits()) {
      String title = hit.document().title();
      table.add(
          "%.3f".formatted(hit.score()),
          "%.3f".formatted(hit.similarity()),
          hit.document().id(),
          title.isEmpty() ? hit.passage().text() : title + " — " + hit.passage().text());
    }
    table.print(out);
  }
}
