package io.doppel.server.route.plagiarism;

import io.doppel.api.CaseJson;
import io.doppel.api.PlagiarismJson;
import io.doppel.api.report.PlagiarismReport;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Was this copied or paraphrased, and from where? As an answer, and as a report to keep.
public final class PlagiarismRoutes implements Routes {

  private final Doppel doppel;
  private final RecentAnswers recent = new RecentAnswers();

  public PlagiarismRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record LeaveOut(
      @Nullable Boolean quotations,
      @Nullable Boolean bibliography,
      @Nullable Boolean common,
      @Nullable Set<String> base,
      @Nullable String author) {}

  record PlagiarismRequest(
      @Nullable String text, @Nullable Set<String> exclude, @Nullable LeaveOut leaveOut, @Nullable String name) {}

  record PlagiarismResponse(
      double coverage,
      double coverageWithLeftOut,
      Map<String, Double> byKind,
      List<PlagiarismJson.SourceJson> sources,
      List<CaseJson> cases,
      List<CaseJson> leftOut,
      boolean truncated,
      long tookMs) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/collections/{name}/plagiarism", this::check);
    routes.post("/v1/collections/{name}/plagiarism/report/{format}", this::report);
  }

  private void check(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    PlagiarismQuery query = query(Bodies.json(ctx, PlagiarismRequest.class));
    PlagiarismJson found = check(Parameters.collection(ctx, doppel), query);
    ctx.json(
        new PlagiarismResponse(
            found.coverage(),
            found.coverageWithLeftOut(),
            found.byKind(),
            found.sources(),
            found.cases(),
            found.leftOut(),
            found.truncated(),
            watch.millis()));
  }

  private void report(Context ctx) throws IOException {
    PlagiarismRequest request = Bodies.json(ctx, PlagiarismRequest.class);
    PlagiarismQuery query = query(request);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Optional<PlagiarismJson> known = recent.get(asked(collection, query));
    PlagiarismJson found = known.isPresent() ? known.get() : check(collection, query);
    Reports.send(ctx, "plagiarism", new PlagiarismReport(Bodies.or(request.name(), "text"), query.text(), found)::in);
  }

  private PlagiarismJson check(DocumentCollection collection, PlagiarismQuery query) throws IOException {
    RecentAnswers.Check asked = asked(collection, query);
    PlagiarismJson found = PlagiarismJson.of(collection.plagiarism().check(query), query.text());
    recent.put(asked, found);
    return found;
  }

  private static RecentAnswers.Check asked(DocumentCollection collection, PlagiarismQuery query) throws IOException {
    return new RecentAnswers.Check(
        collection.name(), collection.index().documents(), collection.index().passages(), query);
  }

  private static PlagiarismQuery query(PlagiarismRequest request) {
    return new PlagiarismQuery(
        Bodies.required("text", request.text()),
        ids("exclude", request.exclude()),
        request.leaveOut() == null ? Exclusions.NONE : exclusions(request.leaveOut()));
  }

  private static Exclusions exclusions(LeaveOut leaveOut) {
    return new Exclusions(
        Bodies.or(leaveOut.quotations(), false),
        Bodies.or(leaveOut.bibliography(), false),
        Bodies.or(leaveOut.common(), false),
        ids("base", leaveOut.base()),
        Bodies.or(leaveOut.author(), ""));
  }

  static Set<String> ids(String name, @Nullable Set<String> ids) {
    Set<String> given = Bodies.or(ids, Set.of());
    if (given.stream().anyMatch(Objects::isNull)) {
      throw new Bounds.Violation(name, name + " must hold ids, got null among them");
    }
    return given;
  }
}
