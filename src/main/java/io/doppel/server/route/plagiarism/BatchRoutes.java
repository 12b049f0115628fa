package io.doppel.server.route.plagiarism;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppel.api.BatchJson;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.report.BatchReport;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobStatus;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which texts of a collection have passages in common? In the background, and as a report to keep.
public final class BatchRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/plagiarism/all";

  private final Doppel doppel;

  public BatchRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record LeaveOutOfAll(
      @Nullable Boolean quotations,
      @Nullable Boolean bibliography,
      @Nullable Boolean common,
      @Nullable Set<String> base,
      @Nullable Boolean sameAuthor) {}

  record BatchRequest(
      @Nullable Float threshold,
      @Nullable Integer sources,
      @Nullable LeaveOutOfAll leaveOut,
      @Nullable Set<String> archives) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.LIGHT, this::start);
    addresses.get(
        ADDRESS,
        Role.READ,
        Load.LIGHT,
        ctx -> tell(ctx, last(Parameters.collection(ctx, doppel)).orElse(null)));
    addresses.delete(ADDRESS, Role.WRITE, Load.LIGHT, this::forget);
    addresses.get(ADDRESS + "/report/{format}", Role.READ, Load.HEAVY, this::report);
  }

  private void start(Context ctx) throws IOException {
    BatchRequest request = Bodies.json(ctx, BatchRequest.class);
    BatchQuery query = query(request);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    List<DocumentCollection> archives = archives(ctx, PlagiarismRoutes.ids("archives", request.archives()));
    Job<BatchJson> job = Allowance.of(ctx).job(() -> new CollectionJobs(doppel).compare(collection, archives, query));
    tell(ctx, job);
  }

  private static void tell(Context ctx, @Nullable Job<BatchJson> job) throws IOException {
    ctx.json(JobJson.ofLast(job).seenBy(Access.of(ctx)::sees));
  }

  private List<DocumentCollection> archives(Context ctx, Set<String> names) throws IOException {
    Bounds.check("archives", names.size(), 0, Batch.MAX_ARCHIVES);
    List<DocumentCollection> archives = new ArrayList<>();
    for (String each : new TreeSet<>(names)) {
      CollectionName name = new CollectionName(each);
      if (!Access.of(ctx).sees(name)) {
        throw new NoSuchCollectionException(name);
      }
      archives.add(doppel.collection(name));
    }
    return archives;
  }

  private Optional<Job<BatchJson>> last(DocumentCollection collection) {
    return doppel.jobs().last(JobKinds.COMPARISON, collection.name().value());
  }

  private void forget(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Optional<Job<BatchJson>> last = last(collection);
    // One that is stopped has compared something, from which the next goes on.
    boolean stops = last.map(job -> job.status().state().isUnderWay()).orElse(false);
    last.ifPresent(doppel.jobs()::forget);
    if (!stops) {
      collection.forgetCompared();
    }
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void report(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    CollectionName name = collection.name();
    BatchJson found = last(collection).map(Job::status).map(JobStatus::result).orElse(null);
    if (found == null) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "comparison_missing",
          "nothing was compared in \"%s\" yet; start it with: POST /v1/collections/%s/plagiarism/all"
              .formatted(name, name));
    }
    BatchReport report =
        new BatchReport(
            name.value(),
            collection.index().passport().encoder().model(),
            found.seenBy(Access.of(ctx)::sees));
    Reports.send(
        ctx,
        "similarity",
        name.value(),
        Instant.parse(found.checkedAt()),
        (format, language) -> report.in(format, language).getBytes(UTF_8));
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
}
