package io.doppel.server.route.duplicates;

import io.doppel.api.report.MinedFiles;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.job.Job;
import io.doppel.server.job.Jobs;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What in a collection says the same? In the background, and as files to keep.
public final class MiningRoutes implements Routes {

  /// How long a request waits for a result that is nearly there.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Doppel doppel;
  private final Jobs<MiningResult> jobs = new Jobs<>("mining");

  /// All that was found last, for files; it may be large, so that there is one.
  private volatile @Nullable LastMined last;

  private record LastMined(CollectionName collection, Mined mined) {}

  public MiningRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record MiningRequest(@Nullable Float threshold) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/collections/{name}/duplicates/mining", this::start);
    jobs.register(routes, "/v1/collections/{name}/duplicates/mining", doppel);
    routes.get("/v1/collections/{name}/duplicates/mining/report/{format}", this::report);
  }

  private void start(Context ctx) throws IOException {
    float threshold = Bodies.or(Bodies.json(ctx, MiningRequest.class).threshold(), PairQuery.DEFAULT_THRESHOLD);
    Bounds.check("threshold", threshold, -1, 1);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Job<MiningResult> job =
        jobs.restart(
            collection.name(),
            collection.index().passages(),
            (progress, cancelled) -> {
              Mined mined = collection.duplicates().mine(threshold, progress, cancelled);
              last = new LastMined(collection.name(), mined);
              return MiningResult.of(mined, collection);
            });
    ctx.json(job.status());
  }

  /// What was found as a file to keep.
  private void report(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    MiningFormat format = MiningFormat.of(ctx.pathParam("format"));
    CollectionName name = collection.name();
    jobs.last(name).ifPresent(job -> job.await(PATIENCE));
    LastMined found = last;
    if (found == null || !found.collection().equals(name) || jobs.status(name).result() == null) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "not_mined",
          "there is nothing to write down: look through \"%s\" first, by POST …/duplicates/mining, and wait for the end".formatted(name));
    }
    Path file = Files.createTempFile("doppel-", null);
    try {
      format.write(new MinedFiles(collection.index(), found.mined()), file, name.value(), Parameters.language(ctx));
      ctx.contentType(format.type())
          .header("Content-Disposition", "attachment; filename=\"%s-duplicates.%s\"".formatted(name, format.suffix()))
          .result(Files.readString(file));
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    jobs.close();
  }
}
