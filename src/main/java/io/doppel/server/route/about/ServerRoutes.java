package io.doppel.server.route.about;

import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.PairQuery;
import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Encoder;
import io.doppel.engine.Catalogs;
import io.doppel.engine.Doppel;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether the server lives, whether it can answer, and what it runs.
public final class ServerRoutes implements Routes {

  private final Encoder encoder;
  private final URI place;
  private final BooleanSupplier ready;
  private final Availability collections;

  public ServerRoutes(Doppel doppel, BooleanSupplier ready) {
    this.encoder = doppel.encoder();
    this.place = doppel.place();
    this.ready = ready;
    this.collections = new Availability(doppel::requireAvailable);
  }

  record Status(String status) {}

  /// `place` is `folder` or `cluster`; its `address` is for those who run the server, else null.
  record ServerResponse(
      String version,
      String model,
      int dimension,
      int maxTokens,
      float duplicateThreshold,
      float pairThreshold,
      String place,
      @Nullable String address) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/livez", Role.ANYONE, Load.NONE, ctx -> ctx.json(new Status("alive")));
    addresses.get("/readyz", Role.ANYONE, Load.NONE, this::readyz);
    addresses.get("/v1/server", Role.READ, Load.NONE, this::server);
    addresses.get("/v1/openapi.yaml", Role.ANYONE, Load.NONE, ServerRoutes::description);
  }

  private void readyz(Context ctx) throws IOException {
    if (!ready.getAsBoolean()) {
      throw new RequestException(HttpStatus.SERVICE_UNAVAILABLE, "not_ready", "the server is starting or stopping");
    }
    collections.require(Access.of(ctx).role().includes(Role.READ));
    ctx.json(new Status("ready"));
  }

  /// The build packs it; it is missing where the classes are run as they were compiled.
  private static void description(Context ctx) {
    InputStream description = ServerRoutes.class.getResourceAsStream("/openapi.yaml");
    if (description == null) {
      throw new RequestException(HttpStatus.NOT_FOUND, "not_found", "this build was packed without docs/openapi.yaml");
    }
    ctx.contentType("application/yaml").result(description);
  }

  private void server(Context ctx) {
    String version = Optional.ofNullable(ServerRoutes.class.getPackage().getImplementationVersion()).orElse("dev");
    CosineScale scale = encoder.scale();
    ctx.json(
        new ServerResponse(
            version,
            encoder.fingerprint().model(),
            encoder.dimension(),
            encoder.maxTokens(),
            DuplicateQuery.defaultThreshold(scale),
            PairQuery.defaultThreshold(scale),
            Catalogs.isFolder(place) ? "folder" : "cluster",
            Access.of(ctx).role().includes(Role.ADMIN) ? address(place) : null));
  }

  private static String address(URI place) {
    return Catalogs.isFolder(place) ? Path.of(place).toString() : place.toString();
  }
}
