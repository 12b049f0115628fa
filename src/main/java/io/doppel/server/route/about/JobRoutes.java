package io.doppel.server.route.about;

import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.job.JobsJson;
import io.doppel.api.job.OtherServers;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.Job;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;

/// What runs in the background, how far it is, and what came of it.
public final class JobRoutes implements Routes {

  private static final String JOB = "/v1/jobs/{job}";

  private final Doppel doppel;
  private final OtherServers others;

  public JobRoutes(Doppel doppel, OtherServers others) {
    this.doppel = doppel;
    this.others = others;
  }

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/jobs", Role.READ, Load.LIGHT, this::list);
    addresses.get(JOB, Role.READ, Load.LIGHT, this::job);
    addresses.delete(JOB, Role.WRITE, Load.LIGHT, this::delete);
  }

  private void list(Context ctx) {
    ctx.json(JobsJson.of(doppel.jobs(), others).in(Access.of(ctx)::sees));
  }

  private void job(Context ctx) throws IOException {
    long event = Parameters.number(ctx, "after", 0, 0, Long.MAX_VALUE);
    Optional<JobJson> elsewhere = elsewhere(ctx);
    JobJson job = elsewhere.isPresent() ? elsewhere.get() : JobJson.of(existing(ctx), event);
    ctx.json(job.seenBy(Access.of(ctx)::sees));
  }

  /// Stops a job that is under way, which is seen then as one that was cancelled, and forgets one that has ended.
  private void delete(Context ctx) {
    elsewhere(ctx).ifPresent(
        job -> {
          throw new RequestException(
              HttpStatus.CONFLICT,
              "job_elsewhere",
              "job \"%s\" runs in another server, %s, which can stop it".formatted(job.id(), job.server()));
        });
    Job<?> job = existing(ctx);
    if (job.kind().equals(JobKinds.COMPACT) || job.kind().equals(JobKinds.REINDEX)) {
      Access.of(ctx).require(Role.ADMIN);
    }
    if (job.isUnderWay()) {
      doppel.jobs().stop(job);
    } else {
      doppel.jobs().forget(job);
    }
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /// The job of another server.
  private Optional<JobJson> elsewhere(Context ctx) {
    return others.job(ctx.pathParam("job")).filter(job -> Access.of(ctx).sees(job.collection()));
  }

  private Job<?> existing(Context ctx) {
    String id = ctx.pathParam("job");
    return doppel
        .jobs()
        .get(id)
        .filter(job -> Access.of(ctx).sees(job.collection()))
        .orElseThrow(() ->
            new RequestException(
                HttpStatus.NOT_FOUND,
                "job_not_found",
                "there is no job \"%s\"; those that ended are kept for a day, unless many are newer"
                    .formatted(id)));
  }
}
