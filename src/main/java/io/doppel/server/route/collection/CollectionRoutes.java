package io.doppel.server.route.collection;

import io.doppel.api.CollectionJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Limits;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;

/// The collections themselves.
public final class CollectionRoutes implements Routes {

  private final Doppel doppel;
  private final Limits limits;

  public CollectionRoutes(Doppel doppel, Limits limits) {
    this.doppel = doppel;
    this.limits = limits;
  }

  record CollectionsResponse(List<CollectionJson> collections) {

    CollectionsResponse seenBy(Access access) {
      return new CollectionsResponse(collections.stream().filter(each -> access.sees(each.name())).toList());
    }
  }

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/collections", Role.READ, Load.LIGHT, this::list);
    addresses.get("/v1/collections/{name}", Role.READ, Load.LIGHT, this::get);
    addresses.put("/v1/collections/{name}", Role.WRITE, Load.WRITING, this::put);
    addresses.delete("/v1/collections/{name}", Role.ADMIN, Load.WRITING, this::delete);
  }

  private void list(Context ctx) throws IOException {
    ctx.json(new CollectionsResponse(CollectionJson.allNow(doppel)).seenBy(Access.of(ctx)));
  }

  private void get(Context ctx) throws IOException {
    ctx.json(CollectionJson.of(Parameters.collection(ctx, doppel)));
  }

  private void put(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    boolean there = doppel.exists(name);
    ctx.status(there ? HttpStatus.OK : HttpStatus.CREATED).json(CollectionJson.of(limits.openOrCreate(doppel, name)));
  }

  private void delete(Context ctx) throws IOException {
    doppel.delete(Parameters.collectionName(ctx));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
