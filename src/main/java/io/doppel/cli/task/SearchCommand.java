package io.doppel.cli.task;

import io.doppel.api.HitJson;
import io.doppel.api.Json;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.FilterOption;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.engine.Doppel;
import io.doppel.index.hit.Facet;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.Explanation;
import io.doppel.retrieval.Reranking;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.retrieval.SearchView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Retrieval.
@Command(name = "search", description = "Finds the documents that answer a text by their meaning and their words.")
public final class SearchCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many documents. Default: ${DEFAULT-VALUE}.")
  private int k;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many documents to skip. Default: ${DEFAULT-VALUE}.")
  private int offset;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      completionCandidates = Modes.class,
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

  @Option(
      names = "--passages",
      paramLabel = "N",
      defaultValue = "" + SearchQuery.DEFAULT_PASSAGES,
      description =
          "The most passages of one document, the best first; the table shows the best, --json all. "
              + "Default: ${DEFAULT-VALUE}.")
  private int passages;

  @Option(
      names = "--rerank",
      paramLabel = "MODEL",
      completionCandidates = Completion.Models.class,
      description = "A cross-encoder among the models that puts the first documents into a better order.")
  private @Nullable String rerank;

  @Option(
      names = "--rerank-depth",
      paramLabel = "N",
      defaultValue = "" + Reranking.DEFAULT_DEPTH,
      description = "How many of the first documents it looks at. Default: ${DEFAULT-VALUE}.")
  private int rerankDepth;

  @Option(names = "--exact", description = "Score every vector instead of walking the graph.")
  private boolean exact;

  @Option(names = "--explain", description = "Say what each score is made of: a part for meaning and one for words.")
  private boolean explain;

  @Option(
      names = "--facet",
      paramLabel = "FIELD",
      description = "Also count the documents that pass the filter by their values of this field. May be repeated.")
  private List<String> facets = List.of();

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "The query; - reads standard input.")
  private List<String> text = List.of();

  /// What a shell offers.
  private static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SearchMode.values()).map(known -> known.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    SearchQuery query =
        new SearchQuery(
            Inputs.text(text),
            k,
            offset,
            SearchMode.of(mode),
            exact ? Effort.EXACT : Effort.APPROXIMATE,
            filter.filter(),
            minSimilarity,
            passages);
    PrintWriter out = output.out();
    SearchAnswer answer;
    try (Doppel doppel = engine.open();
        SearchView search = doppel.collection(collection.name()).search().view()) {
      answer =
          rerank == null
              ? search.answer(query)
              : search.answer(query, new Reranking(doppel.crossEncoder(rerank), rerankDepth));
      List<Explanation> explanations = explain ? search.explain(query, answer) : List.of();
      if (output.json()) {
        HitJson.all(answer, List.of(), explanations).forEach(hit -> out.println(Json.line(hit)));
      } else {
        print(answer, explanations, out);
      }
      for (Facet facet : search.facets(query, facets)) {
        print(facet, out);
      }
    }
    if (answer.truncated()) {
      output.err().println("doppel: the query is longer than the model reads; its end was not looked at");
    }
    return 0;
  }

  private void print(Facet facet, PrintWriter out) {
    if (output.json()) {
      out.println(Json.line(facet));
      return;
    }
    out.println();
    Table table = output.table(List.of("documents", facet.field()), 10);
    facet.values().forEach(count -> table.add("%,d".formatted(count.documents()), count.value()));
    if (facet.truncated()) {
      table.add("", "…");
    }
    table.print(out);
  }

  private void print(SearchAnswer answer, List<Explanation> explanations, PrintWriter out) {
    if (answer.hits().isEmpty()) {
      out.println("Nothing was found.");
      return;
    }
    Table table =
        explain
            ? output.table(List.of("meaning + words", "similarity", "id", "text"), 21, 10, 14)
            : output.table(List.of(rerank == null ? "score" : "rerank", "similarity", "id", "text"), 7, 10, 14);
    for (int i = 0; i < answer.hits().size(); i++) {
      SearchHit hit = answer.hits().get(i);
      String title = hit.document().title();
      table.add(
          explain ? sum(hit, explanations.get(i)) : score(hit),
          "%.3f".formatted(hit.similarity()),
          hit.document().id(),
          title.isEmpty() ? hit.passage().text() : title + " — " + hit.passage().text());
    }
    table.print(out);
  }

  /// What the hit is ranked by; nothing where a cross-encoder was asked for and did not look so far.
  private String score(SearchHit hit) {
    if (rerank == null) {
      return "%.3f".formatted(hit.score());
    }
    return hit.rerankScore().isPresent() ? "%.3f".formatted(hit.rerankScore().getAsDouble()) : "";
  }

  private static String sum(SearchHit hit, Explanation parts) {
    return "%.3f + %.3f = %.3f".formatted(parts.meaning(), parts.words(), hit.score());
  }
}
