package io.doppel.server;

import io.doppel.api.CaseJson;
import io.doppel.api.GuardJson;
import io.doppel.api.HitJson;
import io.doppel.api.JudgementJson;
import io.doppel.api.PlagiarismJson;
import io.doppel.duplicates.Similarity;
import io.doppel.duplicates.TextPair;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.Effort;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What answers this, what was copied, and the comparison of two texts.
final class TaskRoutes {

  private final Doppel doppel;

  TaskRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record SearchRequest(@Nullable String text, @Nullable Integer k, @Nullable Boolean exact) {}

  record SearchResponse(List<HitJson> hits, boolean truncated, long tookMs) {}

  record PlagiarismRequest(@Nullable String text, @Nullable Set<String> exclude) {}

  record PlagiarismResponse(
      double coverage,
      List<PlagiarismJson.SourceJson> sources,
      List<CaseJson> cases,
      boolean truncated,
      long tookMs) {}

  record SimilarityRequest(@Nullable String text1, @Nullable String text2) {}

  record SimilarityResponse(
      float similarity,
      @Nullable Double probability,
      @Nullable String verdict,
      List<GuardJson> guards,
      boolean truncated,
      long tookMs) {}

  void register(RoutesConfig routes) {
    routes.post("/v1/collections/{name}/search", this::search);
    routes.post("/v1/collections/{name}/plagiarism", this::plagiarism);
    routes.post("/v1/similarity", this::similarity);
  }

  private void search(Context ctx) throws IOException {
    long start = System.nanoTime();
    SearchRequest request = Bodies.json(ctx, SearchRequest.class);
    SearchQuery query =
        new SearchQuery(
            Bodies.required("text", request.text()),
            Bodies.or(request.k(), SearchQuery.DEFAULT_K),
            Bodies.or(request.exact(), false) ? Effort.EXACT : Effort.APPROXIMATE);
    SearchAnswer answer = collection(ctx).search().answer(query);
    ctx.json(
        new SearchResponse(answer.hits().stream().map(HitJson::of).toList(), answer.truncated(), millisSince(start)));
  }

  private void plagiarism(Context ctx) throws IOException {
    long start = System.nanoTime();
    PlagiarismRequest request = Bodies.json(ctx, PlagiarismRequest.class);
    Set<String> exclude = Bodies.or(request.exclude(), Set.of());
    if (exclude.stream().anyMatch(Objects::isNull)) {
      throw new Bounds.Violation("exclude", "exclude must hold ids, got null among them");
    }
    PlagiarismQuery query = new PlagiarismQuery(Bodies.required("text", request.text()), exclude);
    PlagiarismAnswer answer = collection(ctx).plagiarism().check(query);
    PlagiarismJson json = PlagiarismJson.of(answer, query.text());
    ctx.json(
        new PlagiarismResponse(
            json.coverage(), json.sources(), json.cases(), json.truncated(), millisSince(start)));
  }

  private void similarity(Context ctx) throws IOException {
    long start = System.nanoTime();
    SimilarityRequest request = Bodies.json(ctx, SimilarityRequest.class);
    TextPair pair =
        new TextPair(Bodies.required("text1", request.text1()), Bodies.required("text2", request.text2()));
    Similarity.Answer answer = doppel.similarity().compare(pair);
    ctx.json(
        new SimilarityResponse(
            answer.similarity(),
            JudgementJson.probability(answer.judgement()),
            JudgementJson.verdict(answer.judgement()),
            GuardJson.of(answer.judgement()),
            answer.truncated(),
            millisSince(start)));
  }

  private DocumentCollection collection(Context ctx) throws IOException {
    return doppel.collection(CollectionRoutes.name(ctx));
  }

  /// Milliseconds since a moment of [System#nanoTime()].
  static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
