package io.doppel.server.route.collection;

import io.doppel.api.AuditJson;
import io.doppel.api.FilterJson;
import io.doppel.api.UpkeepJson;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.job.OtherServers;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.indexing.Indexing.Aim;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobKind;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
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
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is done to a collection as a whole. What takes long is done in the background.
public final class UpkeepRoutes implements Routes {

  /// How long a request waits for what it began; small collections are done by then.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Doppel doppel;
  private final OtherServers others;
  private final CollectionJobs jobs;
  private final AtomicLong audits = new AtomicLong();

  public UpkeepRoutes(Doppel doppel, OtherServers others) {
    this.doppel = doppel;
    this.others = others;
    this.jobs = new CollectionJobs(doppel);
  }

  record SettingsRequest(
      @Nullable String vectorStorage,
      @Nullable Integer searchWidth,
      @Nullable String language,
      @Nullable String titleLanguage) {}

  record ReindexRequest(
      @Nullable String model, @Nullable String as, @Nullable String language, @Nullable String titleLanguage) {}

  record DeleteRequest(@Nullable JsonNode filter) {}

  record DeleteResponse(long deleted, long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/collections/{name}/upkeep", Role.READ, Load.LIGHT, this::upkeep);
    addresses.patch("/v1/collections/{name}/upkeep", Role.ADMIN, Load.WRITING, this::configure);
    addresses.post("/v1/collections/{name}/audit", Role.WRITE, Load.HEAVY, this::audit);
    addresses.post("/v1/collections/{name}/compact", Role.ADMIN, Load.LIGHT, this::compact);
    addresses.get("/v1/collections/{name}/compact", Role.READ, Load.LIGHT, ctx -> tell(ctx, JobKinds.COMPACT));
    addresses.delete("/v1/collections/{name}/compact", Role.ADMIN, Load.LIGHT, ctx -> stop(ctx, JobKinds.COMPACT));
    addresses.post("/v1/collections/{name}/reindex", Role.ADMIN, Load.LIGHT, this::reindex);
    addresses.get("/v1/collections/{name}/reindex", Role.READ, Load.LIGHT, this::tellReindexing);
    addresses.delete("/v1/collections/{name}/reindex", Role.ADMIN, Load.LIGHT, ctx -> stop(ctx, JobKinds.REINDEX));
    addresses.delete("/v1/collections/{name}/indexing", Role.WRITE, Load.LIGHT, this::stopIndexing);
    addresses.post("/v1/collections/{name}/documents/delete", Role.WRITE, Load.WRITING, this::delete);
  }

  private void upkeep(Context ctx) throws IOException {
    ctx.json(UpkeepJson.of(Parameters.collection(ctx, doppel)));
  }

  private void configure(Context ctx) throws IOException {
    SettingsRequest request = Bodies.json(ctx, SettingsRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    IndexSettings present = collection.index().settings();
    String storage = request.vectorStorage();
    collection.configure(
        new IndexSettings(
            storage == null ? present.storage() : VectorStorage.of(storage),
            Bodies.or(request.searchWidth(), present.searchWidth()),
            present.languages().changed(request.language(), request.titleLanguage())));
    upkeep(ctx);
  }

  /// A small one, whose cost is bounded: who wants more asks on the command line.
  private void audit(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    String name = collection.name().value();
    collection.verify();
    RecallAudit audit = RecallAudit.small(collection.passages(), audits.incrementAndGet());
    ctx.json(
        collection
            .quality()
            .audit(audit)
            .map(report -> AuditJson.of(collection.name(), report))
            .orElseThrow(
                () ->
                    new RequestException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "collection_empty",
                        "collection \"%s\" is empty; there is nothing to audit".formatted(name))));
  }

  private void compact(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    answer(ctx, Allowance.of(ctx).job(() -> jobs.compact(collection)));
  }

  private void reindex(Context ctx) throws IOException {
    CollectionName name = existing(ctx);
    ReindexRequest request =
        Bodies.optionalJson(ctx, ReindexRequest.class).orElse(new ReindexRequest(null, null, null, null));
    if (request.as() != null) {
      copy(ctx, name, new CollectionName(request.as()), request);
      return;
    }
    answer(
        ctx,
        Allowance.of(ctx)
            .job(() ->
                jobs.reindex(
                    name,
                    ReindexOrder.of(request.model(), request.language(), request.titleLanguage()),
                    IndexingListener.SILENT)));
  }

  /// Beside the collection, which stays as it is.
  private void copy(Context ctx, CollectionName name, CollectionName as, ReindexRequest request) throws IOException {
    if (request.language() != null || request.titleLanguage() != null) {
      throw new Bounds.Violation("as", "as goes with model alone; a copy has the usual languages");
    }
    if (!Access.of(ctx).sees(as)) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "forbidden", "the key is not for a collection \"%s\"".formatted(as));
    }
    String model = Bodies.required("model", request.model());
    answer(ctx, Allowance.of(ctx).job(() -> jobs.copyWith(name, as, model)));
  }

  /// Says where a job is that was just begun; as if it had not been one, where it is over by now.
  private static void answer(Context ctx, Job<?> job) throws IOException {
    var ignored = job.await(PATIENCE);
    job.rethrow();
    ctx.status(job.isUnderWay() ? HttpStatus.ACCEPTED : HttpStatus.OK).json(JobJson.ofLast(job));
  }

  private void tell(Context ctx, JobKind<?> kind) throws IOException {
    ctx.json(JobJson.ofLast(doppel.jobs().last(kind, existing(ctx).value()).orElse(null)));
  }

  /// Here, or in another server.
  private void tellReindexing(Context ctx) throws IOException {
    CollectionName name = existing(ctx);
    Optional<JobJson> elsewhere = others.reindexing(name);
    ctx.json(
        elsewhere.isPresent()
            ? elsewhere.get()
            : JobJson.ofLast(doppel.jobs().last(JobKinds.REINDEX, name.value()).orElse(null)));
  }

  private void stop(Context ctx, JobKind<?> kind) throws IOException {
    doppel.jobs().last(kind, existing(ctx).value()).ifPresent(doppel.jobs()::stop);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void stopIndexing(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    boolean stopped = collection.stopIndexing(Aim.ADDING);
    if (!stopped && collection.indexing().filter(now -> now.aim() == Aim.REBUILDING).isPresent()) {
      // As DELETE .../reindex: who begins it is an admin.
      Access.of(ctx).require(Role.ADMIN);
      collection.stopIndexing(Aim.REBUILDING);
    }
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void delete(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    JsonNode filter = Bodies.required("filter", Bodies.json(ctx, DeleteRequest.class).filter());
    if (filter.isNull()) {
      throw new Bounds.Violation("filter", "filter is missing");
    }
    long deleted = Parameters.collection(ctx, doppel).delete(FilterJson.of(filter));
    ctx.json(new DeleteResponse(deleted, watch.millis()));
  }

  /// The name of a collection that is there, be it that another model made it.
  private CollectionName existing(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    if (!doppel.exists(name)) {
      throw new NoSuchCollectionException(name);
    }
    return name;
  }
}
