package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.Mining;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.report.MinedFiles;
import io.doppel.duplicates.PairQuery;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobStatus;
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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What in a collection says the same? In the background, and as files to keep.
public final class MiningRoutes implements Routes {

  /// How long a request waits for a result that is nearly there.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final String ADDRESS = "/v1/collections/{name}/duplicates/mining";

  private final Doppel doppel;

  public MiningRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record MiningRequest(@Nullable Float threshold) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.LIGHT, this::start);
    addresses.get(ADDRESS, Role.READ, Load.LIGHT, this::tell);
    addresses.delete(ADDRESS, Role.WRITE, Load.LIGHT, this::forget);
    addresses.get(ADDRESS + "/report/{format}", Role.READ, Load.HEAVY, this::report);
  }

  private void start(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    float threshold =
        Bodies.or(
            Bodies.json(ctx, MiningRequest.class).threshold(),
            PairQuery.defaultThreshold(collection.encoder().scale()));
    Bounds.check("threshold", threshold, -1, 1);
    Job<Mining> job = Allowance.of(ctx).job(() -> new CollectionJobs(doppel).mine(collection, threshold));
    ctx.json(JobJson.ofLast(job));
  }

  private Optional<Job<Mining>> last(DocumentCollection collection) {
    return doppel.jobs().last(JobKinds.MINING, collection.name().value());
  }

  private void tell(Context ctx) throws IOException {
    ctx.json(JobJson.ofLast(last(Parameters.collection(ctx, doppel)).orElse(null)));
  }

  private void forget(Context ctx) throws IOException {
    last(Parameters.collection(ctx, doppel)).ifPresent(doppel.jobs()::forget);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /// What was found as a file to keep.
  private void report(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    MiningFormat format = MiningFormat.of(ctx.pathParam("format"));
    CollectionName name = collection.name();
    Optional<Job<Mining>> job = last(collection);
    job.ifPresent(each -> each.await(PATIENCE));
    Mining found = job.map(Job::status).map(JobStatus::result).orElse(null);
    if (found == null) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "not_mined",
          "there is nothing to write down: look through \"%s\" first, by POST …/duplicates/mining, and wait for the end"
              .formatted(name));
    }
    Path file = Files.createTempFile("doppel-", null);
    try {
      format.write(
          new MinedFiles(collection.index(), found.mined(), collection.decisions()),
          file,
          name.value(),
          Parameters.language(ctx));
      // It may be as large as the collection, so that it is sent as it is read; the last one who closes it deletes it.
      InputStream written = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
      ctx.contentType(format.type())
          .header("Content-Disposition", "attachment; filename=\"%s-duplicates.%s\"".formatted(name, format.suffix()))
          .result(written);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
