package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.DecisionJson;
import io.doppel.api.duplicates.JudgedJson;
import io.doppel.duplicates.Contradiction;
import io.doppel.duplicates.DecisionPage;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.Curation;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people decide about pairs.
public final class DecisionRoutes implements Routes {

  private static final Logger LOG = Logger.getLogger(DecisionRoutes.class.getName());

  private static final String ADDRESS = "/v1/collections/{name}/decisions";
  private static final int MAX_CONTRADICTIONS = 100;
  private static final int MAX_LISTED = 1_000;
  private static final int DEFAULT_LISTED = 100;

  private final Doppel doppel;

  public DecisionRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record DecisionRequest(@Nullable String id1, @Nullable String id2, @Nullable String decision) {}

  /// A decision, and what the model thinks of the pair: null where it was taken back, and where it
  /// does not think of such long ones.
  record DecidedResponse(
      String id1, String id2, String decision, String text1, String text2, @Nullable JudgedJson judged) {}

  /// `warning` says which lines of the file of decisions are damaged, if there are any.
  record DecisionsResponse(
      List<DecisionJson> decisions,
      int total,
      CountsJson counts,
      List<ContradictionJson> contradictions,
      @Nullable String warning) {}

  /// How many pairs were decided how, whatever is listed.
  record CountsJson(int merge, int apart, int ignore) {

    static CountsJson of(Map<Kind, Integer> counts) {
      return new CountsJson(
          counts.getOrDefault(Kind.MERGE, 0),
          counts.getOrDefault(Kind.APART, 0),
          counts.getOrDefault(Kind.IGNORE, 0));
    }
  }

  /// Each of `path` is decided to be the same as the next, the first and the last to be apart.
  record ContradictionJson(List<String> path, List<String> texts) {

    static ContradictionJson of(Contradiction contradiction, Decisions decisions) {
      List<String> path = contradiction.path();
      Map<String, String> texts = new HashMap<>();
      for (int i = 0; i < path.size(); i++) {
        decisions
            .find(path.get(i), path.get((i + 1) % path.size()))
            .ifPresent(
                decision -> {
                  texts.put(decision.id1(), decision.text1());
                  texts.put(decision.id2(), decision.text2());
                });
      }
      return new ContradictionJson(path, path.stream().map(id -> texts.getOrDefault(id, "")).toList());
    }
  }

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.WRITING, this::decide);
    addresses.get(ADDRESS, Role.READ, Load.HEAVY, this::list);
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
    Kind kind = kind("decision", Bodies.required("decision", request.decision()), Kind.values());
    Decision decision = new Decision(first.id(), second.id(), kind, first.shown(), second.shown());
    new Curation(collection).decide(decision);
    ctx.json(
        new DecidedResponse(
            decision.id1(),
            decision.id2(),
            DecisionJson.name(kind),
            decision.text1(),
            decision.text2(),
            kind == Kind.UNDECIDED ? null : judged(collection, decision)));
  }

  /// Null where it cannot be told in time, or at all: what was decided is kept, and that is what was asked for.
  private static @Nullable JudgedJson judged(DocumentCollection collection, Decision decision) {
    try {
      return JudgedJson.of(collection.duplicates().pair(decision.id1(), decision.id2()));
    } catch (IOException | RuntimeException failure) {
      LOG.log(Level.WARNING, failure, () -> "no opinion about a pair that was decided in " + collection.name());
      return null;
    }
  }

  private void list(Context ctx) throws IOException {
    Decisions decisions = Parameters.collection(ctx, doppel).decisions();
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    int offset = (int) Parameters.number(ctx, "offset", 0, 0, Decisions.MAX);
    Optional<Kind> kind =
        Parameters.query(ctx, "decision").map(given -> kind("decision", given, Kind.MERGE, Kind.APART, Kind.IGNORE));
    DecisionPage page =
        decisions.page(new DecisionPage.Query(kind, Parameters.query(ctx, "q").orElse(""), offset, limit));
    ctx.json(
        new DecisionsResponse(
            page.decisions().stream().map(DecisionJson::of).toList(),
            page.total(),
            CountsJson.of(decisions.counts()),
            Contradiction.of(decisions.decided()).stream()
                .limit(MAX_CONTRADICTIONS)
                .map(each -> ContradictionJson.of(each, decisions))
                .toList(),
            decisions.warning().orElse(null)));
  }

  private static Kind kind(String name, String given, Kind... allowed) {
    for (Kind kind : allowed) {
      if (DecisionJson.name(kind).equals(given)) {
        return kind;
      }
    }
    throw new Bounds.Violation(
        name,
        "%s must be one of %s, got \"%s\""
            .formatted(
                name,
                Arrays.stream(allowed)
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
