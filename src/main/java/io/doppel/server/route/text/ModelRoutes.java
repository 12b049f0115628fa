package io.doppel.server.route.text;

import io.doppel.engine.Doppel;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The model that is served, in OpenAI's shape: the one name that [EmbeddingRoutes] takes.
public final class ModelRoutes implements Routes {

  private final Doppel doppel;

  public ModelRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  /// `created` are seconds since 1970: when the folder of the model was last changed.
  record Model(String id, String object, long created, String ownedBy) {}

  record ModelList(String object, List<Model> data) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/models", Role.READ, Load.NONE, ctx -> ctx.json(new ModelList("list", List.of(model()))));
    addresses.get("/v1/models/{model}", Role.READ, Load.NONE, this::one);
  }

  private void one(Context ctx) throws IOException {
    Model model = model();
    String asked = ctx.pathParam("model");
    if (!asked.equals(model.id())) {
      throw notServed(model.id(), asked);
    }
    ctx.json(model);
  }

  private Model model() throws IOException {
    long created = Files.getLastModifiedTime(doppel.modelFolder()).to(TimeUnit.SECONDS);
    return new Model(doppel.encoder().fingerprint().model(), "model", created, "doppel");
  }

  static RequestException notServed(String model, String asked) {
    return new RequestException(
        HttpStatus.NOT_FOUND,
        "model_not_found",
        "this server runs the model \"%s\", not \"%s\"".formatted(model, asked));
  }
}
