package io.doppel.server.route.learning;

import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.learning.TrainingPlan;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.Job;
import io.doppel.engine.learning.Candidate;
import io.doppel.engine.learning.SideBySide;
import io.doppel.retrieval.SearchQuery;
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
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Training a model for a collection, and what becomes of it.
public final class TrainingRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/train";
  private static final int DEFAULT_K = 10;

  private final Doppel doppel;
  private final CollectionJobs jobs;

  public TrainingRoutes(Doppel doppel) {
    this.doppel = doppel;
    this.jobs = new CollectionJobs(doppel);
  }

  record CompareRequest(@Nullable String text, @Nullable Integer k) {}

  record RankedJson(int rank, int other, String id, String title, String text, float similarity) {

    static RankedJson of(SideBySide.Ranked ranked) {
      return new RankedJson(
          ranked.rank(),
          ranked.other(),
          ranked.hit().document().id(),
          ranked.hit().document().title(),
          ranked.hit().passage().text(),
          ranked.similarity());
    }
  }

  record CompareResponse(String base, String model, List<RankedJson> before, List<RankedJson> after, long tookMs) {}

  record AdoptRequest(@Nullable Boolean anyway) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.WRITING, this::start);
    addresses.get(ADDRESS, Role.READ, Load.LIGHT, this::tell);
    addresses.delete(ADDRESS, Role.WRITE, Load.LIGHT, this::discard);
    addresses.post(ADDRESS + "/compare", Role.READ, Load.HEAVY, this::compare);
    addresses.post(ADDRESS + "/adopt", Role.ADMIN, Load.LIGHT, this::adopt);
  }

  private void start(Context ctx) throws IOException {
    TrainingPlan.Request request = Bodies.json(ctx, TrainingPlan.Request.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    TrainingPlan plan = TrainingPlan.of(request);
    ctx.status(HttpStatus.ACCEPTED).json(JobJson.ofLast(Allowance.of(ctx).job(() -> jobs.train(collection, plan))));
  }

  private void tell(Context ctx) throws IOException {
    CollectionName name = Parameters.collection(ctx, doppel).name();
    ctx.json(JobJson.ofLast(doppel.jobs().last(JobKinds.TRAIN, name.value()).orElse(null)));
  }

  /// Stops it if it is under way, and leaves nothing of what came of it.
  private void discard(Context ctx) throws IOException {
    CollectionName name = Parameters.collection(ctx, doppel).name();
    doppel.jobs().last(JobKinds.TRAIN, name.value()).ifPresent(doppel.jobs()::forget);
    doppel.candidates().discard(name.value());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void compare(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    CompareRequest request = Bodies.json(ctx, CompareRequest.class);
    String text = Bodies.required("text", request.text());
    Bounds.check("text", text, SearchQuery.MAX_TEXT);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Candidate candidate = candidate(collection.name());
    Allowance.of(ctx).text(ctx, text);
    SideBySide answers =
        SideBySide.of(
            collection.search(),
            collection.splitter(),
            candidate,
            doppel.cache(),
            text,
            Bodies.or(request.k(), DEFAULT_K));
    ctx.json(
        new CompareResponse(
            candidate.base(),
            candidate.name(),
            answers.before().stream().map(RankedJson::of).toList(),
            answers.after().stream().map(RankedJson::of).toList(),
            watch.millis()));
  }

  private void adopt(Context ctx) throws IOException {
    boolean anyway =
        Bodies.optionalJson(ctx, AdoptRequest.class)
            .map(request -> Boolean.TRUE.equals(request.anyway()))
            .orElse(false);
    CollectionName name = Parameters.collection(ctx, doppel).name();
    Candidate candidate = candidate(name);
    if (!candidate.outcome().isBetter() && !anyway) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "not_better",
          "model \"%s\" is not adopted: %s; with \"anyway\": true it is nevertheless"
              .formatted(candidate.name(), candidate.outcome().reason()));
    }
    Job<?> job = Allowance.of(ctx).job(() -> jobs.adopt(name, candidate));
    ctx.status(HttpStatus.ACCEPTED).json(JobJson.ofLast(job));
  }

  private Candidate candidate(CollectionName name) {
    return doppel
        .candidates()
        .of(name.value())
        .orElseThrow(() ->
            new RequestException(
                HttpStatus.NOT_FOUND,
                "no_candidate",
                "no trained model waits for collection \"%s\"; train one with POST …/train".formatted(name)));
  }
}
