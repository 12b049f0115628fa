package io.doppel.server.route.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.UnreadJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.server.access.Role;
import io.doppel.server.body.KeptBody;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.limit.Limits;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whole files into a collection, read by the rules of the command `index`.
public final class FileRoutes implements Routes {

  /// The largest file, in bytes.
  private static final long MAX_BYTES = 1L << 30;

  private static final int MAX_REJECTS_TOLD = 100;

  private final Doppel doppel;
  private final Limits limits;

  public FileRoutes(Doppel doppel, Limits limits) {
    this.doppel = doppel;
    this.limits = limits;
  }

  /// What could not be read. `line` is 0 where it is the file as a whole.
  record Reject(long line, String reason) {}

  /// `stopped` is whether somebody stopped it, so that the rest of the file is not in; `rejects` are the first of them;
  /// `unread` is what a document holds and was not read.
  record FileResponse(
      long indexed,
      long replaced,
      long unchanged,
      long rejected,
      long passages,
      boolean stopped,
      List<Reject> rejects,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UnreadJson> unread,
      long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.postFile(
        "/v1/collections/{name}/files/{file}",
        Role.WRITE,
        Load.WRITING,
        MAX_BYTES,
        String.format(Locale.ROOT, "the file must be at most %,d bytes; for a larger one use: doppel index", MAX_BYTES),
        ctx -> Parameters.fileName(ctx, "file"),
        this::post);
  }

  private void post(Context ctx, KeptBody file) throws IOException {
    if (Parameters.query(ctx, "on_duplicate").isPresent()) {
      throw new Bounds.Violation(
          "on_duplicate", "on_duplicate goes with POST /v1/collections/{name}/documents; a file is stored whole");
    }
    Stopwatch watch = Stopwatch.start();
    CollectionName name = Parameters.collectionName(ctx);
    String fileName = Parameters.fileName(ctx, "file");
    List<Reject> rejects = new ArrayList<>();
    IndexingListener listener =
        new IndexingListener() {
          @Override
          public void rejected(SourceRecord.Rejected rejected) {
            if (rejects.size() < MAX_REJECTS_TOLD) {
              rejects.add(new Reject(rejected.where().line(), rejected.reason()));
            }
          }
        };
    Allowance.of(ctx).file(ctx, file.size());
    boolean there = doppel.exists(name);
    DocumentCollection collection = limits.openOrCreate(doppel, name);
    IndexingProgress end;
    List<Unread> unread = new ArrayList<>();
    try (InputStream in = file.open();
        DocumentReader reader = DocumentReader.ofStream(fileName, in, file.size());
        DocumentSource source = limits.within(reader, collection)) {
      end = collection.add(source, listener, Cancellation.current());
      unread.addAll(reader.unread());
    } finally {
      if (!there) {
        doppel.deleteIfEmpty(name);
      }
    }
    ctx.json(
        new FileResponse(
            end.indexed(),
            end.replaced(),
            end.unchanged(),
            end.rejected(),
            end.passages(),
            end.stopped(),
            rejects,
            UnreadJson.of(unread),
            watch.millis()));
  }
}
