package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.StatementJson;
import io.doppel.api.duplicates.TemplateJson;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.mining.CollectionMining.Known;
import io.doppel.server.access.Role;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/// What in a collection is alike and no duplicate: documents of one template, and what many of them say.
public final class TemplateRoutes implements Routes {

  private static final String DUPLICATES = "/v1/collections/{name}/duplicates";
  private static final int MAX_LISTED = 1_000;

  /// Each comes with up to 20 documents, which are read and compared.
  private static final int MAX_TEMPLATES = 100;

  private static final int DEFAULT_LISTED = 100;

  private final Doppel doppel;

  public TemplateRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record TemplatesResponse(List<TemplateJson> templates, int total, boolean current) {}

  record BoilerplateResponse(List<StatementJson> boilerplate, int total) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get(DUPLICATES + "/templates", Role.READ, Load.HEAVY, this::templates);
    addresses.get(DUPLICATES + "/boilerplate", Role.READ, Load.HEAVY, this::boilerplate);
  }

  private void templates(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    int limit = (int) Parameters.number(ctx, "limit", MAX_TEMPLATES, 1, MAX_TEMPLATES);
    long offset = Parameters.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    Known known = ClusterRoutes.known(collection);
    List<List<Integer>> all = known.mined().templates();
    ctx.json(
        new TemplatesResponse(
            TemplateJson.of(
                collection,
                collection.mining().clusters(known.mined()),
                all.stream().skip(offset).limit(limit).toList()),
            all.size(),
            known.current()));
  }

  private void boilerplate(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    long offset = Parameters.number(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    ClusterRoutes.known(collection);
    List<KnownStatement> all = collection.mining().boilerplate();
    ctx.json(
        new BoilerplateResponse(
            all.stream().skip(offset).limit(limit).map(StatementJson::of).toList(),
            all.size()));
  }
}
