package io.doppel.server.route.plagiarism;

import io.doppel.api.BatchJson;
import io.doppel.api.report.BatchReport;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.job.Job;
import io.doppel.server.job.Jobs;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which texts of a collection have passages in common? In the background, and as a report to keep.
public final class BatchRoutes implements Routes {

  private final Doppel doppel;
  private final Jobs<BatchJson> jobs = new Jobs<>("comparison");

  public BatchRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record LeaveOutOfAll(
      @Nullable Boolean quotations,
      @Nullable Boolean bibliography,
      @Nullable Boolean common,
      @Nullable Set<String> base,
      @Nullable Boolean sameAuthor) {}

  record BatchRequest(@Nullable Float threshold, @Nullable Integer sources, @Nullable LeaveOutOfAll leaveOut) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/plagiarism/all", Load.LIGHT, this::start);
    jobs.register(addresses, "/v1/collections/{name}/plagiarism/all", doppel);
    addresses.get("/v1/collections/{name}/plagiarism/all/report/{format}", Load.HEAVY, this::report);
  }

  private void start(Context ctx) throws IOException {
    BatchQuery query = query(Bodies.json(ctx, BatchRequest.class));
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Bounds.check("documents", (int) Math.min(Integer.MAX_VALUE, collection.index().documents()), 0, Batch.MAX_DOCUMENTS);
    Job<BatchJson> job =
        jobs.restart(
            collection,
            collection.index().documents() - query.leaveOut().base().size(),
            (progress, cancelled) -> BatchJson.of(collection.batch().run(query, progress, cancelled), collection.index(), Instant.now()));
    ctx.json(job.status());
  }

  private void report(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    CollectionName name = collection.name();
    BatchJson found = jobs.status(collection).result();
    if (found == null) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "comparison_missing",
          "nothing was compared in \"%s\" yet; start it with: POST /v1/collections/%s/plagiarism/all".formatted(name, name));
    }
    BatchReport report = new BatchReport(name.value(), collection.index().passport().encoder().model(), found);
    Reports.send(ctx, "similarity", name.value(), Instant.parse(found.checkedAt()), report::in);
  }

  private static BatchQuery query(BatchRequest request) {
    LeaveOutOfAll given =
        Bodies.or(request.leaveOut(), new LeaveOutOfAll(null, null, null, null, null));
    return new BatchQuery(
        Bodies.or(request.threshold(), BatchQuery.DEFAULT_THRESHOLD),
        Bodies.or(request.sources(), BatchQuery.DEFAULT_SOURCES),
        Bodies.or(given.sameAuthor(), false),
        new Exclusions(
            Bodies.or(given.quotations(), false),
            Bodies.or(given.bibliography(), false),
            Bodies.or(given.common(), false),
            PlagiarismRoutes.ids("base", given.base()),
            ""));
  }

  @Override
  public void stop() {
    jobs.stop();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
