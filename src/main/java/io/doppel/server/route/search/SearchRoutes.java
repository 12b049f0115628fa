package io.doppel.server.route.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.FilterJson;
import io.doppel.api.HitJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Facet;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.retrieval.Explanation;
import io.doppel.retrieval.Highlight;
import io.doppel.retrieval.Reranking;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.retrieval.SearchView;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.text.Bounds;
import io.doppel.work.Timing;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Retrieval, and what metadata can be filtered by.
public final class SearchRoutes implements Routes {

  private static final int MAX_FACETS = 10;
  private static final int MAX_FIELDS = 50;

  private final Doppel doppel;

  public SearchRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record SearchRequest(
      @Nullable String text,
      @Nullable String mode,
      @Nullable Integer k,
      @Nullable Integer offset,
      @Nullable Boolean exact,
      @Nullable Float minSimilarity,
      @Nullable Integer passages,
      @Nullable String rerank,
      @Nullable Integer rerankDepth,
      @Nullable JsonNode filter,
      @Nullable Boolean highlight,
      @Nullable Boolean explain,
      @Nullable List<String> facets,
      @Nullable Integer facetDepth,
      @Nullable String compareWith) {

    /// @param forced what the caller may find
    SearchQuery query(Filter forced) {
      return new SearchQuery(
          Bodies.required("text", text),
          Bodies.or(k, SearchQuery.DEFAULT_K),
          Bodies.or(offset, 0),
          mode == null ? SearchMode.HYBRID : SearchMode.of(mode),
          Bodies.or(exact, false) ? Effort.EXACT : Effort.APPROXIMATE,
          filter == null || filter.isNull() ? forced : Filter.both(forced, FilterJson.of(filter)),
          Bodies.or(minSimilarity, -1f),
          Bodies.or(passages, SearchQuery.DEFAULT_PASSAGES));
    }

    /// How many documents facets are counted in, null for all that the filter passes.
    @Nullable Integer depth() {
      if (facetDepth != null) {
        Bounds.check("facet_depth", facetDepth, 1, SearchQuery.MAX_K);
      }
      return facetDepth;
    }

    List<String> fields() {
      List<String> fields = Bodies.or(facets, List.of());
      if (fields.stream().anyMatch(Objects::isNull)) {
        throw new Bounds.Violation("facets", "facets must hold names of fields, got null among them");
      }
      if (fields.size() > MAX_FACETS) {
        throw new Bounds.Violation(
            "facets", "facets must be at most %d names, got %d".formatted(MAX_FACETS, fields.size()));
      }
      return fields;
    }
  }

  record SearchResponse(
      List<HitJson> hits,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Facet> facets,
      boolean truncated,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Comparison comparison,
      long tookMs) {}

  /// What another collection answers to the same, such as one that another model made of the same documents.
  record Comparison(String collection, String model, List<HitJson> hits, boolean truncated) {}

  record FieldsResponse(List<Facet> fields) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/search", Role.SEARCH, Load.LIGHT, this::search);
    addresses.get("/v1/collections/{name}/fields", Role.READ, Load.LIGHT, this::fields);
  }

  private void search(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    SearchRequest request = Bodies.json(ctx, SearchRequest.class);
    SearchQuery query = request.query(Access.of(ctx).filter());
    Allowance.of(ctx).text(ctx, query.text());
    List<String> fields = request.fields();
    Integer depth = request.depth();
    try (SearchView search = Parameters.collection(ctx, doppel).search().view()) {
      SearchAnswer answer = answer(search, query, request);
      List<Highlight> highlights =
          Bodies.or(request.highlight(), false)
              ? Timing.part("highlight", () -> search.highlights(query, answer))
              : List.of();
      List<Explanation> explanations = Bodies.or(request.explain(), false) ? search.explain(query, answer) : List.of();
      List<Facet> facets =
          Timing.part(
              "facets",
              () ->
                  depth == null || fields.isEmpty()
                      ? search.facets(query, fields)
                      : search.facets(query, depth, fields));
      ctx.json(
          new SearchResponse(
              HitJson.all(answer, highlights, explanations),
              request.facets() == null ? null : facets,
              answer.truncated(),
              comparison(ctx, query, request),
              watch.millis()));
    }
  }

  private @Nullable Comparison comparison(Context ctx, SearchQuery query, SearchRequest request) throws IOException {
    if (request.compareWith() == null) {
      return null;
    }
    CollectionName name = new CollectionName(request.compareWith());
    if (!Access.of(ctx).sees(name)) {
      throw new NoSuchCollectionException(name);
    }
    Allowance.of(ctx).text(ctx, query.text());
    DocumentCollection other = doppel.collection(name);
    try (SearchView search = other.search().view()) {
      SearchAnswer answer = answer(search, query, request);
      return new Comparison(
          name.value(),
          other.index().passport().encoder().model(),
          HitJson.all(answer, List.of(), List.of()),
          answer.truncated());
    }
  }

  private SearchAnswer answer(SearchView search, SearchQuery query, SearchRequest request) throws IOException {
    String model = request.rerank();
    if (model == null) {
      if (request.rerankDepth() != null) {
        throw new Bounds.Violation("rerank_depth", "rerank_depth needs rerank, the name of a cross-encoder");
      }
      return search.answer(query);
    }
    int depth = Bodies.or(request.rerankDepth(), Reranking.DEFAULT_DEPTH);
    return search.answer(query, new Reranking(doppel.crossEncoder(model), depth));
  }

  private void fields(Context ctx) throws IOException {
    try (IndexView view = Parameters.collection(ctx, doppel).view()) {
      ctx.json(
          new FieldsResponse(
              view.facets(
                  view.fieldNames(MAX_FIELDS), Filter.EVERYTHING, SearchView.FACET_VALUES)));
    }
  }
}
