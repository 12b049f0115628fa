package io.doppel.server.route;

import io.doppel.api.AuditJson;
import io.doppel.api.FilterJson;
import io.doppel.api.UpkeepJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.IndexingListener;
import io.doppel.engine.IndexingProgress;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.server.body.Bodies;
import io.doppel.server.problem.RequestException;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is done to a collection as a whole. Each request waits until it is done.
public final class UpkeepRoutes {

  private final Doppel doppel;
  private final AtomicLong audits = new AtomicLong();

  public UpkeepRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record SettingsRequest(
      @Nullable String vectorStorage, @Nullable Integer searchWidth, @Nullable String language, @Nullable String titleLanguage) {}

  record ReindexRequest(@Nullable String language, @Nullable String titleLanguage) {}

  record DeleteRequest(@Nullable JsonNode filter) {}

  record DeleteResponse(long deleted, long tookMs) {}

  record ReindexResponse(long documents, long passages, long tookMs) {}

  public void register(RoutesConfig routes) {
    routes.get("/v1/collections/{name}/upkeep", this::upkeep);
    routes.patch("/v1/collections/{name}/upkeep", this::configure);
    routes.post("/v1/collections/{name}/audit", this::audit);
    routes.post("/v1/collections/{name}/compact", this::compact);
    routes.post("/v1/collections/{name}/reindex", this::reindex);
    routes.post("/v1/collections/{name}/documents/delete", this::delete);
  }

  private void upkeep(Context ctx) throws IOException {
    ctx.json(UpkeepJson.of(collection(ctx)));
  }

  private void configure(Context ctx) throws IOException {
    SettingsRequest request = Bodies.json(ctx, SettingsRequest.class);
    DocumentCollection collection = collection(ctx);
    IndexSettings present = collection.index().upkeep().settings();
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
    DocumentCollection collection = collection(ctx);
    String name = collection.name().value();
    RecallAudit audit = RecallAudit.small(collection.index().passages(), audits.incrementAndGet());
    ctx.json(
        collection
            .audit(audit)
            .map(report -> AuditJson.of(name, report))
            .orElseThrow(
                () ->
                    new RequestException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "collection_empty",
                        "collection \"%s\" is empty; there is nothing to audit".formatted(name))));
  }

  private void compact(Context ctx) throws IOException {
    collection(ctx).compact();
    upkeep(ctx);
  }

  private void reindex(Context ctx) throws IOException {
    long start = System.nanoTime();
    CollectionName name = CollectionRoutes.name(ctx);
    ReindexRequest request = Bodies.optionalJson(ctx, ReindexRequest.class).orElse(new ReindexRequest(null, null));
    IndexingProgress end =
        doppel.reindex(
            name,
            settings -> settings.withLanguages(settings.languages().changed(request.language(), request.titleLanguage())),
            IndexingListener.SILENT,
            () -> false);
    ctx.json(new ReindexResponse(end.done(), end.passages(), TaskRoutes.millisSince(start)));
  }

  private void delete(Context ctx) throws IOException {
    long start = System.nanoTime();
    JsonNode filter = Bodies.required("filter", Bodies.json(ctx, DeleteRequest.class).filter());
    if (filter.isNull()) {
      throw new Bounds.Violation("filter", "filter is missing");
    }
    long deleted = collection(ctx).delete(FilterJson.of(filter));
    ctx.json(new DeleteResponse(deleted, TaskRoutes.millisSince(start)));
  }

  private DocumentCollection collection(Context ctx) throws IOException {
    return doppel.collection(CollectionRoutes.name(ctx));
  }
}
