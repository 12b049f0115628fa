package io.doppel.server.route.collection;

import io.doppel.api.CollectionJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotArchive;
import io.doppel.engine.snapshot.TakenSnapshot;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies of a collection to go back to. They are there also when the collection is not any more.
public final class SnapshotRoutes implements Routes {

  private static final String ALL = "/v1/collections/{name}/snapshots";
  private static final String ONE = ALL + "/{snapshot}";

  private final Doppel doppel;
  private final SnapshotArchive archive;
  private final Clock clock;

  public SnapshotRoutes(Doppel doppel, SnapshotArchive archive, Clock clock) {
    this.doppel = doppel;
    this.archive = archive;
    this.clock = clock;
  }

  record SnapshotsResponse(List<TakenSnapshot> snapshots) {}

  record RestoreRequest(@Nullable String as) {}

  /// `error` says which file is missing or damaged; null if all are whole.
  record VerifyResponse(boolean whole, @Nullable String error) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get(ALL, Role.READ, Load.LIGHT, this::list);
    addresses.post(ALL, Role.ADMIN, Load.WRITING, this::take);
    addresses.delete(ONE, Role.ADMIN, Load.WRITING, this::delete);
    addresses.post(ONE + "/verify", Role.ADMIN, Load.WRITING, this::verify);
    addresses.post(ONE + "/restore", Role.ADMIN, Load.WRITING, this::restore);
  }

  private void list(Context ctx) throws IOException {
    ctx.json(new SnapshotsResponse(archive.list(Parameters.collectionName(ctx))));
  }

  private void take(Context ctx) throws IOException {
    ctx.status(HttpStatus.CREATED).json(archive.take(Parameters.collectionName(ctx), clock.instant()));
  }

  private void delete(Context ctx) throws IOException {
    archive.delete(Parameters.collectionName(ctx), existing(ctx));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void verify(Context ctx) {
    String error = null;
    try {
      archive.verify(Parameters.collectionName(ctx), existing(ctx));
    } catch (IOException e) {
      error = e.getMessage();
    }
    ctx.json(new VerifyResponse(error == null, error));
  }

  private void restore(Context ctx) throws IOException {
    CollectionName as = new CollectionName(Bodies.required("as", Bodies.json(ctx, RestoreRequest.class).as()));
    if (!Access.of(ctx).sees(as)) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "forbidden", "the key is not for a collection \"%s\"".formatted(as));
    }
    if (doppel.exists(as)) {
      throw exists(as);
    }
    try {
      archive.restore(Parameters.collectionName(ctx), existing(ctx), as);
    } catch (FileAlreadyExistsException e) {
      // Somebody has made it meanwhile.
      throw exists(as);
    }
    ctx.status(HttpStatus.CREATED).json(CollectionJson.of(doppel.collection(as)));
  }

  private static RequestException exists(CollectionName as) {
    return new RequestException(
        HttpStatus.CONFLICT,
        "collection_exists",
        "there is a collection \"%s\" already; restore under another name, or delete it first".formatted(as));
  }

  private String existing(Context ctx) {
    String id = ctx.pathParam("snapshot");
    if (!archive.holds(Parameters.collectionName(ctx), id)) {
      throw new RequestException(
          HttpStatus.NOT_FOUND,
          "snapshot_not_found",
          "there is no snapshot \"%s\" of collection \"%s\"".formatted(id, ctx.pathParam("name")));
    }
    return id;
  }
}
