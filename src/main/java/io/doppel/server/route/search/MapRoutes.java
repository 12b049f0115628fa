package io.doppel.server.route.search;

import io.doppel.api.MapJson;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobStatus;
import io.doppel.projection.CollectionMap;
import io.doppel.projection.MapQuery;
import io.doppel.retrieval.SearchQuery;
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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A collection as points in the plane, and texts among them.
public final class MapRoutes implements Routes {

  private static final long DEFAULT_SEED = 1;

  /// How long a request waits for a map that is being drawn; small ones are done by then.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Doppel doppel;
  private final Maps maps;

  public MapRoutes(Doppel doppel) {
    this.doppel = doppel;
    this.maps = new Maps(new CollectionJobs(doppel));
  }

  /// `id` is that of the job that draws it; `state` is `running`, `done` or `failed`; `progress` is 0 to 1.
  record MapResponse(String id, String state, double progress, @Nullable MapJson map, @Nullable String error) {}

  record PlaceRequest(@Nullable String text, @Nullable Integer limit, @Nullable Long seed) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/collections/{name}/map", Role.READ, Load.LIGHT, this::map);
    addresses.post("/v1/collections/{name}/map/place", Role.READ, Load.LIGHT, this::place);
  }

  private void map(Context ctx) throws IOException {
    MapQuery query =
        new MapQuery(
            (int) Parameters.number(ctx, "limit", MapQuery.DEFAULT_LIMIT, 1, MapQuery.MAX_LIMIT),
            Parameters.number(ctx, "seed", DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE));
    Job<CollectionMap> job = drawn(ctx, query);
    JobStatus<CollectionMap> status = job.status();
    CollectionMap map = status.result();
    ctx.status(status.state().isUnderWay() ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .json(
            new MapResponse(
                job.id(),
                JobJson.ofLast(status.state()),
                status.part(),
                map == null ? null : MapJson.of(map),
                status.error()));
  }

  private void place(Context ctx) throws IOException {
    PlaceRequest request = Bodies.json(ctx, PlaceRequest.class);
    String text = Bodies.required("text", request.text());
    Bounds.check("text", text, SearchQuery.MAX_TEXT);
    MapQuery query =
        new MapQuery(
            Bodies.or(request.limit(), MapQuery.DEFAULT_LIMIT),
            Bodies.or(request.seed(), DEFAULT_SEED));
    Allowance.of(ctx).text(ctx, text);
    CollectionMap map = drawn(ctx, query).status().result();
    if (map == null) {
      throw new RequestException(
          HttpStatus.CONFLICT, "map_missing", "the map is still being drawn; wait until GET …/map answers with 200");
    }
    Encoder encoder = Parameters.collection(ctx, doppel).encoder();
    ctx.json(MapJson.PlaceJson.of(map.place(encoder.encode(List.of(text), Prompt.QUERY).getFirst())));
  }

  private Job<CollectionMap> drawn(Context ctx, MapQuery query) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    if (collection.documents() == 0) {
      throw new RequestException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "collection_empty",
          "collection \"%s\" is empty; there is nothing to draw".formatted(collection.name()));
    }
    return maps.of(collection, query, Allowance.of(ctx), PATIENCE);
  }
}
