package io.doppel.server.route.duplicates;

import io.doppel.api.report.MinedFiles;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.job.Job;
import io.doppel.server.job.Jobs;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What in a collection says the same? In the background, and as files to keep.
public final class MiningRoutes implements Routes {

  /// How long a request waits for a result that is nearly there.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Doppel doppel;
  /// What is kept of all collections together, in pairs; of the largest collection in any case.
  private static final long MAX_PAIRS_KEPT = 10_000_000;

  private static final String ADDRESS = "/v1/collections/{name}/duplicates/mining";

  private final Jobs<Mining> jobs = new Jobs<>("mining");

  /// The pairs of each collection of which a result is kept, the oldest first; guarded by itself.
  private final Map<CollectionName, Integer> kept = new LinkedHashMap<>();

  public MiningRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record MiningRequest(@Nullable Float threshold) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Load.LIGHT, this::start);
    addresses.get(ADDRESS, Load.LIGHT, ctx -> ctx.json(status(Parameters.collection(ctx, doppel))));
    addresses.delete(ADDRESS, Load.LIGHT, this::forget);
    addresses.get(ADDRESS + "/report/{format}", Load.HEAVY, this::report);
  }

  private void start(Context ctx) throws IOException {
    float threshold = Bodies.or(Bodies.json(ctx, MiningRequest.class).threshold(), PairQuery.DEFAULT_THRESHOLD);
    Bounds.check("threshold", threshold, -1, 1);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    synchronized (kept) {
      kept.remove(collection.name());
    }
    var ignored =
        jobs.restart(
            collection,
            collection.index().passages(),
            (progress, cancelled) -> {
              Mined mined = collection.duplicates().mine(threshold, progress, cancelled);
              makeRoom(collection.name(), mined.pairs().size());
              return new Mining(mined);
            });
    ctx.json(status(collection));
  }

  /// Forgets the oldest results of other collections, which are none then, rather than half of one.
  private void makeRoom(CollectionName name, int pairs) {
    List<CollectionName> oldest = new ArrayList<>();
    synchronized (kept) {
      long sum = pairs + kept.values().stream().mapToLong(Integer::longValue).sum();
      for (Map.Entry<CollectionName, Integer> each : kept.entrySet()) {
        if (sum > MAX_PAIRS_KEPT) {
          oldest.add(each.getKey());
          sum -= each.getValue();
        }
      }
      oldest.forEach(kept::remove);
      kept.put(name, pairs);
    }
    oldest.forEach(jobs::forget);
  }

  /// What was found, as it is with what was decided since.
  private Job.Status<MiningResult> status(DocumentCollection collection) throws IOException {
    Job.Status<Mining> status = jobs.status(collection);
    Mining found = status.result();
    return status.with(found == null ? null : found.result(collection));
  }

  private void forget(Context ctx) throws IOException {
    CollectionName name = Parameters.collection(ctx, doppel).name();
    synchronized (kept) {
      kept.remove(name);
    }
    jobs.forget(name);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /// What was found as a file to keep.
  private void report(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    MiningFormat format = MiningFormat.of(ctx.pathParam("format"));
    CollectionName name = collection.name();
    jobs.last(collection).ifPresent(job -> job.await(PATIENCE));
    Mining found = jobs.status(collection).result();
    if (found == null) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "not_mined",
          "there is nothing to write down: look through \"%s\" first, by POST …/duplicates/mining, and wait for the end".formatted(name));
    }
    Path file = Files.createTempFile("doppel-", null);
    try {
      format.write(
          new MinedFiles(collection.index(), found.mined(), collection.decisions()), file, name.value(), Parameters.language(ctx));
      ctx.contentType(format.type())
          .header("Content-Disposition", "attachment; filename=\"%s-duplicates.%s\"".formatted(name, format.suffix()))
          .result(Files.readString(file));
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void stop() {
    jobs.stop();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
