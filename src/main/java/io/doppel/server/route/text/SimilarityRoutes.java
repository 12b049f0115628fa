package io.doppel.server.route.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.duplicates.FieldJson;
import io.doppel.api.duplicates.GuardJson;
import io.doppel.api.duplicates.JudgementJson;
import io.doppel.api.duplicates.WordMatchJson;
import io.doppel.duplicates.Similarity;
import io.doppel.duplicates.TextPair;
import io.doppel.engine.Doppel;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The comparison of two texts.
public final class SimilarityRoutes implements Routes {

  private final Doppel doppel;

  public SimilarityRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record SimilarityRequest(@Nullable String text1, @Nullable String text2, @Nullable Boolean explain) {}

  record SimilarityResponse(
      float similarity,
      @Nullable Double probability,
      @Nullable String verdict,
      List<GuardJson> guards,
      List<FieldJson> template,
      @Nullable List<WordMatchJson> words,
      boolean truncated,
      float legibility,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
      long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/similarity", Role.READ, Load.LIGHT, this::similarity);
  }

  private void similarity(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    SimilarityRequest request = Bodies.json(ctx, SimilarityRequest.class);
    TextPair pair =
        new TextPair(Bodies.required("text1", request.text1()), Bodies.required("text2", request.text2()));
    Allowance.of(ctx).texts(ctx, List.of(pair.text1(), pair.text2()));
    Similarity.Answer answer = doppel.similarity().compare(pair);
    ctx.json(
        new SimilarityResponse(
            answer.similarity(),
            JudgementJson.probability(answer.judgement()),
            JudgementJson.verdict(answer.judgement()),
            GuardJson.of(answer.judgement()),
            FieldJson.of(answer.judgement()),
            Boolean.TRUE.equals(request.explain()) ? WordMatchJson.of(pair, doppel.similarity().align(pair)) : null,
            answer.truncated(),
            Math.min(doppel.encoder().legibility(pair.text1()), doppel.encoder().legibility(pair.text2())),
            doppel.similarity().warning().orElse(null),
            watch.millis()));
  }
}
