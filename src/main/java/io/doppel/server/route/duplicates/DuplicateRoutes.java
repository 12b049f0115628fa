package io.doppel.server.route.duplicates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.duplicates.CandidateJson;
import io.doppel.api.duplicates.DecisionJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.duplicates.Against;
import io.doppel.duplicates.Contradiction;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.curation.Curation;
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
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Has this been asked before? One text against a collection, a small collection against itself, and what people
/// decide.
public final class DuplicateRoutes implements Routes {

  /// All pairs are searched for while the caller waits, so the collection must be small.
  private static final int MAX_CONTRADICTIONS = 100;
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

  record DecisionRequest(@Nullable String id1, @Nullable String id2, @Nullable String decision) {}

  /// `warning` says which lines of the file of decisions are damaged, if there are any.
  record DecisionsResponse(
      List<DecisionJson> decisions, List<ContradictionJson> contradictions, @Nullable String warning) {}

  /// Each of `path` is decided to be the same as the next, the first and the last to be apart.
  record ContradictionJson(List<String> path) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/duplicates", Role.READ, Load.LIGHT, this::check);
    addresses.post("/v1/collections/{name}/duplicates/all", Role.READ, Load.HEAVY, this::pairs);
    addresses.post("/v1/collections/{name}/duplicates/against", Role.READ, Load.HEAVY, this::against);
    addresses.post("/v1/collections/{name}/decisions", Role.WRITE, Load.WRITING, this::decide);
    addresses.get("/v1/collections/{name}/decisions", Role.READ, Load.LIGHT, this::decisions);
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
        new Against(collection.index(), other.index(), collection.calibration())
            .pairs(query, _ -> {}, Cancellation.current());
    ctx.json(
        new PairsResponse(
            answer.pairs().stream().map(pair -> PairJson.of(pair, Optional.empty())).toList(),
            answer.truncated(),
            collection.duplicates().warning().orElse(null),
            watch.millis()));
  }

  private void decide(Context ctx) throws IOException {
    DecisionRequest request = Bodies.json(ctx, DecisionRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Document first = document(collection, "id1", Bodies.required("id1", request.id1()));
    Document second = document(collection, "id2", Bodies.required("id2", request.id2()));
    if (first.id().equals(second.id())) {
      throw new Bounds.Violation(
          "id2", "id2 must be another document than id1, got \"%s\" twice".formatted(second.id()));
    }
    Kind kind = kind(Bodies.required("decision", request.decision()));
    Decision decision = new Decision(first.id(), second.id(), kind, first.shown(), second.shown());
    new Curation(collection).decide(decision);
    ctx.json(DecisionJson.of(decision));
  }

  private void decisions(Context ctx) throws IOException {
    Decisions decisions = Parameters.collection(ctx, doppel).decisions();
    ctx.json(
        new DecisionsResponse(
            decisions.all().stream().map(DecisionJson::of).toList(),
            Contradiction.of(decisions.decided()).stream()
                .limit(MAX_CONTRADICTIONS)
                .map(each -> new ContradictionJson(each.path()))
                .toList(),
            decisions.warning().orElse(null)));
  }

  private static Kind kind(String given) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(given)) {
        return kind;
      }
    }
    throw new Bounds.Violation(
        "decision",
        "decision must be one of %s, got \"%s\""
            .formatted(
                Arrays.stream(Kind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")),
                given));
  }

  private static Document document(DocumentCollection collection, String field, String id) throws IOException {
    return collection
        .document(id)
        .orElseThrow(() ->
            new Bounds.Violation(
                field,
                "%s is no document of \"%s\", got \"%s\"".formatted(field, collection.name(), id)));
  }
}
