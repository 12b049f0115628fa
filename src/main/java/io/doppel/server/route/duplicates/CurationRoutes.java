package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.StepJson;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.Curation;
import io.doppel.engine.curation.FieldRule;
import io.doppel.engine.curation.KeepRule;
import io.doppel.engine.curation.Plan;
import io.doppel.engine.curation.Step;
import io.doppel.engine.mining.NamedClusters;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.limit.Limits;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.source.DocumentSource;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What becomes of clusters, and the history of that, from which each step can be taken back.
public final class CurationRoutes implements Routes {

  private static final String DUPLICATES = "/v1/collections/{name}/duplicates";
  private static final int MAX_LISTED = 1_000;
  private static final int DEFAULT_LISTED = 100;

  /// So many documents are named in a refusal.
  private static final int MAX_NAMED = 10;

  private final Doppel doppel;
  private final Limits limits;

  public CurationRoutes(Doppel doppel, Limits limits) {
    this.doppel = doppel;
    this.limits = limits;
  }

  record ResolveRequest(
      @Nullable List<List<String>> groups,
      @Nullable List<String> except,
      @Nullable String keep,
      @Nullable List<String> kept,
      @Nullable String fields,
      @Nullable Boolean delete,
      @Nullable Map<String, String> seen) {}

  record HistoryResponse(List<StepJson> steps, boolean truncated) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(DUPLICATES + "/clusters/{cluster}", Role.WRITE, Load.WRITING, this::resolve);
    addresses.get(DUPLICATES + "/history", Role.READ, Load.HEAVY, this::history);
    addresses.post(DUPLICATES + "/history/{step}/revert", Role.WRITE, Load.WRITING, this::revert);
  }

  private void resolve(Context ctx) throws IOException {
    ResolveRequest request = Bodies.json(ctx, ResolveRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    String cluster = ctx.pathParam("cluster");
    List<List<String>> groups =
        request.groups() == null
            ? groups(ClusterRoutes.cluster(ctx, collection), Bodies.or(request.except(), List.of()))
            : request.groups();
    Plan plan =
        new Plan(
            groups,
            value("keep", KeepRule.class, Bodies.or(request.keep(), "found")),
            new LinkedHashSet<>(Bodies.or(request.kept(), List.of())),
            value("fields", FieldRule.class, Bodies.or(request.fields(), "keep")),
            Bodies.or(request.delete(), false));
    Map<String, String> seen = request.seen();
    if (seen != null) {
      refuseUnseen(ClusterRoutes.known(collection).mined(), seen);
    }
    ctx.json(StepJson.of(curation(ctx, collection).resolve(cluster, plan)));
  }

  /// Whoever decides about documents has seen them as they are.
  ///
  /// @param seen since when each was as it was shown, by its id
  private static void refuseUnseen(Mined mined, Map<String, String> seen) {
    Map<String, Instant> since = new HashMap<>();
    for (int document = 0; document < mined.pairs().documents(); document++) {
      String id = mined.pairs().id(document);
      if (seen.containsKey(id)) {
        since.put(id, Instant.ofEpochMilli(mined.stamps().get(document).since()));
      }
    }
    List<String> changed =
        seen.entrySet().stream()
            .filter(one -> !one.getValue().equals(String.valueOf(since.get(one.getKey()))))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!changed.isEmpty()) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "changed_since",
          "%s changed, or gone, since you saw the cluster: look at it again"
              .formatted(
                  changed.stream().limit(MAX_NAMED).map(id -> "\"" + id + "\"").collect(Collectors.joining(", "))
                      + (changed.size() == 1 ? " was" : " were")));
    }
  }

  /// What it stores counts as what the caller sends.
  private Curation curation(Context ctx, DocumentCollection collection) {
    return new Curation(
        collection,
        made -> {
          Allowance.of(ctx).texts(ctx, made.stream().map(Document::text).toList());
          return limits.within(DocumentSource.of(made), collection);
        });
  }

  /// All of a cluster in one group, but what is something else, each of which is one of its own.
  private static List<List<String>> groups(NamedClusters.Named cluster, List<String> except) {
    Set<String> others = new HashSet<>(except);
    others.removeAll(cluster.documents());
    if (!others.isEmpty()) {
      throw new Bounds.Violation(
          "except", "except must be documents of the cluster, got \"%s\"".formatted(others.iterator().next()));
    }
    List<List<String>> groups = new ArrayList<>();
    groups.add(cluster.documents().stream().filter(each -> !except.contains(each)).toList());
    except.stream().distinct().forEach(each -> groups.add(List.of(each)));
    groups.removeIf(List::isEmpty);
    return groups;
  }

  private static <E extends Enum<E>> E value(String name, Class<E> type, String given) {
    List<E> all = List.of(type.getEnumConstants());
    return all.stream().filter(each -> each.name().toLowerCase(Locale.ROOT).equals(given)).findFirst().orElseThrow(() ->
        new Bounds.Violation(
            name,
            "%s must be one of %s, got \"%s\""
                .formatted(
                    name,
                    all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")),
                    given)));
  }

  private void history(Context ctx) throws IOException {
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    Optional<String> letters = Parameters.query(ctx, "q");
    List<Step> steps = new Curation(Parameters.collection(ctx, doppel)).history().steps(letters.orElse(""), limit + 1);
    ctx.json(
        new HistoryResponse(steps.stream().limit(limit).map(StepJson::of).toList(), steps.size() > limit));
  }

  private void revert(Context ctx) throws IOException {
    Curation curation = curation(ctx, Parameters.collection(ctx, doppel));
    String step = ctx.pathParam("step");
    if (curation.history().step(step).isEmpty()) {
      throw new RequestException(
          HttpStatus.NOT_FOUND,
          "step_not_found",
          "the history of \"%s\" has no step \"%s\"".formatted(ctx.pathParam("name"), step));
    }
    ctx.json(StepJson.of(curation.revert(step)));
  }
}
