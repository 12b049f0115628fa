package io.doppel.server.route.about;

import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.api.job.JobsJson;
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

/// What runs in the background, how far it is, and what came of it.
public final class JobRoutes implements Routes {

  private static final String JOB = "/v1/jobs/{job}";

  private final Doppel doppel;

  public JobRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/jobs", Role.READ, Load.LIGHT, this::list);
    addresses.get(JOB, Role.READ, Load.LIGHT, this::job);
    addresses.delete(JOB, Role.WRITE, Load.LIGHT, this::delete);
  }

  private void list(Context ctx) {
    ctx.json(JobsJson.of(doppel.jobs()).in(Access.of(ctx)::sees));
  }

  private void job(Context ctx) throws IOException {
    long event = Parameters.number(ctx, "after", 0, 0, Long.MAX_VALUE);
    ctx.json(JobJson.of(existing(ctx), event));
  }

  /// Stops a job that is under way, which is seen then as one that was cancelled, and forgets one that has ended.
  private void delete(Context ctx) {
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
