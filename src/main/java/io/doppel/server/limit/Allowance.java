package io.doppel.server.limit;

import io.doppel.engine.job.Job;
import io.doppel.engine.job.Jobs;
import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How much one caller may ask for, and what is left of it. What is over is refused with 429, and when to ask again.
/// Thread-safe.
public final class Allowance {

  /// Of callers whom nobody counts.
  public static final Allowance UNLIMITED = new Allowance("", LimitSettings.NONE);

  private static final String ATTRIBUTE = "doppel.allowance";
  private static final String RATE_LIMIT = "RateLimit";
  private static final int CHARACTERS_OF_A_TEXT = 1_000;
  private static final int RETRY_JOBS_SECONDS = 5;

  private final String caller;
  private final List<Meter> requests;
  private final List<Meter> texts;
  private final int mostJobs;

  /// Those that may be under way; guarded by itself.
  private final List<Job<?>> jobs = new ArrayList<>();

  /// What begins a job.
  @FunctionalInterface
  public interface Beginning<R> {
    Job<R> begin() throws IOException;
  }

  /// @param caller who it is, for messages
  Allowance(String caller, LimitSettings settings) {
    this.caller = caller;
    this.requests = settings.requests().stream().map(rate -> new Meter("requests", rate)).toList();
    this.texts = settings.texts().stream().map(rate -> new Meter("texts", rate)).toList();
    this.mostJobs = settings.jobs();
  }

  /// Of the caller of this request.
  public static Allowance of(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "a route without a role");
  }

  /// Says whose request this is.
  public void keep(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /// Counts one request, and tells the caller what is left, by the headers of draft-ietf-httpapi-ratelimit-headers.
  ///
  /// @throws RequestException with 429 if there were too many
  public void request(Context ctx) {
    if (!requests.isEmpty() || !texts.isEmpty()) {
      ctx.header(
          "RateLimit-Policy",
          Stream.concat(requests.stream(), texts.stream()).map(Meter::policy).collect(Collectors.joining(", ")));
    }
    take(ctx, requests, 1);
  }

  /// Counts texts that the model is to read, each as one, and as many as it has thousands of characters.
  ///
  /// @throws RequestException with 429 if there were too many already
  public void texts(Context ctx, Collection<String> read) {
    take(ctx, texts, read.stream().mapToLong(text -> parts(text.length())).sum());
  }

  /// The same of one text.
  public void text(Context ctx, String read) {
    take(ctx, texts, parts(read.length()));
  }

  /// The same of a file, of which only the size is known.
  ///
  /// @param bytes of the file
  public void file(Context ctx, long bytes) {
    take(ctx, texts, parts(bytes));
  }

  private static long parts(long length) {
    return Math.max(1, Math.ceilDiv(length, CHARACTERS_OF_A_TEXT));
  }

  private void take(Context ctx, List<Meter> meters, long count) {
    if (meters.isEmpty() || count == 0) {
      return;
    }
    List<Meter.Taken> taken = meters.stream().map(meter -> meter.take(count)).toList();
    Meter.Taken least = taken.stream().min(Comparator.comparingLong(Meter.Taken::left)).orElseThrow();
    ctx.header(RATE_LIMIT, least.field());
    taken.stream()
        .filter(each -> !each.taken())
        .max(Comparator.comparingLong(Meter.Taken::seconds))
        .ifPresent(
            refused -> {
              ctx.header(RATE_LIMIT, refused.field());
              throw RequestException.tooMany(
                  "rate_limited",
                  "%s may ask for %s %s, and did; go on in %d s"
                      .formatted(caller, refused.meter().rate(), refused.meter().unit(), refused.seconds()),
                  (int) Math.min(Integer.MAX_VALUE, refused.seconds()));
            });
  }

  /// Begins a job, unless too many of this caller's are under way.
  ///
  /// @throws RequestException with 429 if they are
  public <R> Job<R> job(Beginning<R> beginning) throws IOException {
    synchronized (jobs) {
      jobs.removeIf(job -> !job.isUnderWay());
      if (jobs.size() >= mostJobs) {
        throw RequestException.tooMany(
            "jobs_limited",
            "%s may have %d jobs under way at once, and has; wait for one, or stop it".formatted(caller, mostJobs),
            RETRY_JOBS_SECONDS);
      }
      Job<R> job = Jobs.<Job<R>, IOException>of(caller, beginning::begin);
      jobs.add(job);
      return job;
    }
  }
}
