package io.doppel.server.route.duplicates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.duplicates.CandidateJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.duplicates.Against;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.work.Cancellation;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has this been asked before? One text against a collection, a small collection against itself or another one.
public final class DuplicateRoutes implements Routes {

  /// All pairs are searched for while the caller waits, so the collection must be small.
  private static final long MAX_PASSAGES_FOR_PAIRS = 20_000;

  private final Doppel doppel;

  public DuplicateRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record DuplicatesRequest(@Nullable String text, @Nullable Float threshold, @Nullable Integer k) {}

  record DuplicatesResponse(
      List<CandidateJson> candidates,
      boolean truncated,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
      long tookMs) {}

  record PairsRequest(@Nullable Float threshold, @Nullable Integer k, @Nullable Boolean decided) {}

  record PairsResponse(
      List<PairJson> pairs,
      boolean truncated,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
      long tookMs) {}

  record AgainstRequest(@Nullable String collection, @Nullable Float threshold, @Nullable Integer k) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/duplicates", Role.READ, Load.LIGHT, this::check);
    addresses.post("/v1/collections/{name}/duplicates/all", Role.READ, Load.HEAVY, this::pairs);
    addresses.post("/v1/collections/{name}/duplicates/against", Role.READ, Load.HEAVY, this::against);
  }

  private void check(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    DuplicatesRequest request = Bodies.json(ctx, DuplicatesRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    DuplicateQuery query =
        new DuplicateQuery(
            Bodies.required("text", request.text()),
            Bodies.or(request.threshold(), DuplicateQuery.defaultThreshold(collection.encoder().scale())),
            Bodies.or(request.k(), DuplicateQuery.DEFAULT_K));
    Allowance.of(ctx).text(ctx, query.text());
    Duplicates duplicates = collection.duplicates();
    DuplicateAnswer answer = duplicates.check(query);
    ctx.json(
        new DuplicatesResponse(
            answer.candidates().stream().map(each -> CandidateJson.of(query.text(), each)).toList(),
            answer.truncated(),
            duplicates.warning().orElse(null),
            watch.millis()));
  }

  private void pairs(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    PairsRequest request = Bodies.json(ctx, PairsRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    PairQuery query =
        new PairQuery(
            Bodies.or(request.threshold(), PairQuery.defaultThreshold(collection.encoder().scale())),
            Bodies.or(request.k(), PairQuery.DEFAULT_K));
    requireSmall(collection);
    boolean decided = Bodies.or(request.decided(), false);
    Decisions decisions = collection.decisions();
    Duplicates duplicates = collection.duplicates();
    PairAnswer answer = duplicates.pairs(query, (one, other) -> !decided && decisions.of(one, other).isPresent());
    ctx.json(
        new PairsResponse(
            answer.pairs().stream()
                .map(pair -> PairJson.of(pair, decisions.of(pair.first().id(), pair.second().id())))
                .toList(),
            answer.truncated(),
            duplicates.warning().orElse(null),
            watch.millis()));
  }

  private static void requireSmall(DocumentCollection collection) throws IOException {
    if (collection.passages() > MAX_PASSAGES_FOR_PAIRS) {
      throw new RequestException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "collection_too_large",
          String.format(
              Locale.ROOT,
              "all pairs are found here in collections of at most %,d passages, \"%s\" has %,d; use: doppel "
                  + "duplicates -c %s --all, or POST /v1/collections/%s/duplicates/mining",
              MAX_PASSAGES_FOR_PAIRS,
              collection.name(),
              collection.passages(),
              collection.name(),
              collection.name()));
    }
  }

  private void against(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    AgainstRequest request = Bodies.json(ctx, AgainstRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    CollectionName name = new CollectionName(Bodies.required("collection", request.collection()));
    if (!Access.of(ctx).sees(name)) {
      throw new NoSuchCollectionException(name);
    }
    DocumentCollection other = doppel.collection(name);
    PairQuery query =
        new PairQuery(
            Bodies.or(request.threshold(), PairQuery.defaultThreshold(collection.encoder().scale())),
            Bodies.or(request.k(), PairQuery.DEFAULT_K));
    requireSmall(collection);
    PairAnswer answer =
        new Against(collection.index(), other.index(), Optional.of(collection.judge()))
            .pairs(query, _ -> {}, Cancellation.current());
    ctx.json(
        new PairsResponse(
            answer.pairs().stream().map(pair -> PairJson.of(pair, Optional.empty())).toList(),
            answer.truncated(),
            collection.duplicates().warning().orElse(null),
            watch.millis()));
  }
}
