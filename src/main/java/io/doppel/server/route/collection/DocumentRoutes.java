package io.doppel.server.route.collection;

import io.doppel.api.Json;
import io.doppel.api.duplicates.CandidateJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.OnDuplicate;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.IndexView;
import io.doppel.index.ReadingPace;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.body.PostedDocument;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.limit.Limits;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Documents in and out of a collection.
public final class DocumentRoutes implements Routes {

  private static final int MAX_LISTED = 1_000;
  private static final int DEFAULT_LISTED = 100;
  private static final int BEGINNING = 120;

  private static final String STOPPED = "indexing was stopped before this document was stored; send it again";

  private final Doppel doppel;
  private final Limits limits;

  public DocumentRoutes(Doppel doppel, Limits limits) {
    this.doppel = doppel;
    this.limits = limits;
  }

  /// `beginning` is that of the text of a document without a title, else empty.
  record Listed(String id, String title, String beginning) {}

  record ListResponse(List<Listed> documents) {}

  record DocumentJson(String id, String title, String text, Map<String, String> fields) {}

  /// What became of one document. `id` is null where the sender gave none that can be read.
  record Item(
      @Nullable String id,
      String status,
      @Nullable String error,
      @Nullable List<CandidateJson> duplicates,
      @Nullable String cluster,
      @Nullable String mergedInto) {}

  /// `stopped` is whether somebody stopped it, so that some documents are not stored.
  record DocumentsResponse(
      long indexed,
      long replaced,
      long unchanged,
      long rejected,
      long passages,
      boolean stopped,
      List<Item> items,
      long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/documents", Role.WRITE, Load.WRITING, this::post);
    addresses.get("/v1/collections/{name}/documents", Role.READ, Load.LIGHT, this::list);
    addresses.get("/v1/collections/{name}/documents/<id>", Role.READ, Load.LIGHT, this::get);
    addresses.delete("/v1/collections/{name}/documents/<id>", Role.WRITE, Load.WRITING, this::delete);
  }

  private void post(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    CollectionName name = Parameters.collectionName(ctx);
    OnDuplicate wanted = OnDuplicate.of(Parameters.query(ctx, "on_duplicate").orElse("allow"));
    Bodies.requireType(ctx, Bodies.JSON, Bodies.NDJSON);
    byte[] body = Bodies.bytes(ctx);
    List<PostedDocument> posted =
        Bodies.type(ctx).equals(Bodies.NDJSON) ? PostedDocument.lines(body) : PostedDocument.array(body);
    Map<String, String> statuses = new HashMap<>();
    Map<String, String> refused = new HashMap<>();
    List<Document> documents =
        posted.stream().flatMap(one -> one.document().stream()).toList();
    Allowance.of(ctx).texts(ctx, documents.stream().map(Document::text).toList());
    boolean there = doppel.exists(name);
    DocumentCollection collection = limits.openOrCreate(doppel, name);
    Stored stored;
    try {
      // Between looking for duplicates and storing nobody else stores: of two that say the same at once, one is first.
      stored =
          wanted == OnDuplicate.ALLOW
              ? store(wanted, documents, collection, statuses, refused)
              : collection.undisturbed(
                  () -> store(wanted, DuplicateGate.last(documents), collection, statuses, refused));
    } finally {
      if (!there) {
        doppel.deleteIfEmpty(name);
      }
    }
    IndexingProgress end = stored.end();
    DuplicateGate gate = stored.gate();
    if (!end.stopped()) {
      gate.merged().keySet().forEach(id -> statuses.put(id, "merged"));
    }
    List<Item> items = posted.stream().map(one -> item(one, statuses, refused, gate)).toList();
    long rejected = posted.size() - documents.size() + end.rejected() + stored.unmerged();
    ctx.json(
        new DocumentsResponse(
            end.indexed(),
            end.replaced(),
            end.unchanged(),
            rejected,
            end.passages(),
            end.stopped(),
            items,
            watch.millis()));
  }

  /// @param unmerged how many were to be merged and could not be
  private record Stored(DuplicateGate gate, IndexingProgress end, int unmerged) {}

  private Stored store(
      OnDuplicate wanted,
      List<Document> documents,
      DocumentCollection collection,
      Map<String, String> statuses,
      Map<String, String> refused)
      throws IOException {
    DuplicateGate gate = DuplicateGate.look(wanted, documents, collection);
    List<Document> news =
        documents.stream().filter(each -> !gate.merged().containsKey(each.id())).toList();
    IndexingProgress end;
    try (DocumentSource source = limits.within(DocumentSource.of(news), collection)) {
      end = collection.add(source, listener(news, statuses, refused), Cancellation.current());
    }
    // Where it was stopped, what was to be merged is not stored either.
    Map<String, String> unmerged = end.stopped() ? Map.of() : gate.merge(documents, collection);
    refused.putAll(unmerged);
    return new Stored(gate, end, unmerged.size());
  }

  /// @param documents whose statuses it notes, in the order in which they are read
  private static IndexingListener listener(
      List<Document> documents, Map<String, String> statuses, Map<String, String> refused) {
    return new IndexingListener() {
      @Override
      public void stored(Document document, Outcome outcome) {
        statuses.put(document.id(), outcome.name().toLowerCase(Locale.ROOT));
      }

      @Override
      public void rejected(SourceRecord.Rejected rejected) {
        refused.put(documents.get((int) rejected.where().line() - 1).id(), rejected.reason());
      }
    };
  }

  private static Item item(
      PostedDocument posted,
      Map<String, String> statuses,
      Map<String, String> refused,
      DuplicateGate gate) {
    return posted
        .document()
        .map(
            document -> {
              String id = document.id();
              // Nothing is called stored that nobody heard of.
              String status = refused.containsKey(id) ? "rejected" : statuses.getOrDefault(id, "stopped");
              return new Item(
                  id,
                  status,
                  status.equals("stopped") ? STOPPED : refused.get(id),
                  gate.candidates(id),
                  gate.cluster(id),
                  status.equals("merged") ? gate.merged().get(id) : null);
            })
        .orElseGet(() -> new Item(posted.id(), "rejected", posted.error(), null, null, null));
  }

  private void list(Context ctx) throws IOException {
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    List<Listed> listed = new ArrayList<>();
    try (IndexView view = Parameters.collection(ctx, doppel).view()) {
      Map<String, String> titles =
          view.titles(view.documentIds(Parameters.query(ctx, "after").orElse(""), limit));
      List<String> untitled =
          titles.entrySet().stream().filter(one -> one.getValue().isBlank()).map(Map.Entry::getKey).toList();
      Map<String, String> beginnings = beginnings(view, untitled);
      titles.forEach((id, title) -> listed.add(new Listed(id, title, beginnings.getOrDefault(id, ""))));
    }
    ctx.json(new ListResponse(listed));
  }

  private static Map<String, String> beginnings(IndexView view, List<String> ids) throws IOException {
    Map<String, String> beginnings = new HashMap<>();
    ReadingPace.read(
        view,
        ids,
        one -> beginnings.put(one.id(), CodePoints.beginning(one.text().strip(), BEGINNING)));
    return beginnings;
  }

  private void get(Context ctx) throws IOException {
    Document document =
        Parameters.collection(ctx, doppel)
            .document(ctx.pathParam("id"))
            .orElseThrow(() -> noSuchDocument(ctx));
    ctx.result(Json.line(new DocumentJson(document.id(), document.title(), document.text(), document.fields())))
        .contentType(Bodies.JSON);
  }

  private void delete(Context ctx) throws IOException {
    if (!Parameters.collection(ctx, doppel).delete(ctx.pathParam("id"))) {
      throw noSuchDocument(ctx);
    }
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private static RequestException noSuchDocument(Context ctx) {
    return new RequestException(
        HttpStatus.NOT_FOUND,
        "document_not_found",
        "collection \"%s\" has no document \"%s\"".formatted(ctx.pathParam("name"), ctx.pathParam("id")));
  }
}
