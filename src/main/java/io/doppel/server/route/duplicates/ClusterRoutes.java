package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.ClusterJson;
import io.doppel.api.duplicates.Since;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.mining.CollectionMining.Known;
import io.doppel.engine.mining.NamedClusters;
import io.doppel.server.access.Role;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Clusters of duplicates, up to date with what came in, each by a name that stays.
public final class ClusterRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/duplicates/clusters";

  private static final int MAX_LISTED = 1_000;
  private static final int DEFAULT_LISTED = 100;
  private static final int MAX_OTHERS = 1_000;

  private final Doppel doppel;

  public ClusterRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record ClustersResponse(List<ClusterJson> clusters, int total, boolean current, float threshold) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get(ADDRESS, Role.READ, Load.HEAVY, this::list);
    addresses.get(ADDRESS + "/{cluster}", Role.READ, Load.HEAVY, this::get);
  }

  private void list(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    long offset = Parameters.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    Optional<Instant> since = Parameters.query(ctx, "since").map(Since::of);
    Known known = known(collection);
    NamedClusters named = collection.mining().clusters(known.mined());
    List<Integer> places = new ArrayList<>(places(named, since));
    if (isByCertainty(Parameters.query(ctx, "order").orElse("certain"))) {
      float[] certainties = known.mined().certainties(named.clusters());
      // What people decided has been looked at already.
      places.sort(
          Comparator.comparingDouble(place -> Float.isNaN(certainties[place]) ? 1 : -certainties[place]));
    }
    ctx.json(
        new ClustersResponse(
            ClusterJson.of(named, places.stream().skip(offset).limit(limit).toList(), collection.index()),
            places.size(),
            known.current(),
            known.mined().basis().threshold()));
  }

  private static List<Integer> places(NamedClusters named, Optional<Instant> since) {
    return IntStream.range(0, named.clusters().size())
        .filter(
            place ->
                since.isEmpty() || !named.mined().newest(named.clusters().get(place)).isBefore(since.get()))
        .boxed()
        .toList();
  }

  private static boolean isByCertainty(String order) {
    return switch (order) {
      case "certain" -> true;
      case "largest" -> false;
      default ->
          throw new Bounds.Violation("order", "order must be certain or largest, got \"%s\"".formatted(order));
    };
  }

  private void get(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Mined mined = known(collection).mined();
    NamedClusters named = collection.mining().clusters(mined);
    Optional<Integer> place = named.place(ctx.pathParam("cluster"));
    List<ClusterJson> found =
        place.isEmpty()
            ? List.of()
            : ClusterJson.of(named, List.of(place.get()), collection.index(), MAX_OTHERS);
    if (found.isEmpty()) {
      throw noSuchCluster(ctx);
    }
    ctx.json(found.getFirst());
  }

  /// The cluster that is meant, in `…/clusters/{cluster}`.
  static NamedClusters.Named cluster(Context ctx, DocumentCollection collection) throws IOException {
    NamedClusters named = collection.mining().clusters(known(collection).mined());
    String id = ctx.pathParam("cluster");
    int place = named.place(id).orElseThrow(() -> noSuchCluster(ctx));
    return new NamedClusters.Named(id, named.documents(place));
  }

  private static RequestException noSuchCluster(Context ctx) {
    return new RequestException(
        HttpStatus.NOT_FOUND,
        "cluster_not_found",
        "collection \"%s\" has no cluster \"%s\"; its documents may be in another one by now"
            .formatted(ctx.pathParam("name"), ctx.pathParam("cluster")));
  }

  /// What is known of the duplicates of a collection.
  static Known known(DocumentCollection collection) throws IOException {
    return collection
        .mining()
        .known()
        .orElseThrow(() ->
            new RequestException(
                HttpStatus.CONFLICT,
                "not_mined",
                "nobody has looked through \"%s\" for duplicates yet: POST …/duplicates/mining does"
                    .formatted(collection.name())));
  }
}
