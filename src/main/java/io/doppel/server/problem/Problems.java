package io.doppel.server.problem;

import io.doppel.api.Json;
import io.doppel.classification.NoExamplesException;
import io.doppel.encoder.batch.EncoderBusyException;
import io.doppel.engine.Advice;
import io.doppel.engine.CollectionBusyException;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.job.JobBusyException;
import io.doppel.engine.job.JobsFullException;
import io.doppel.engine.learning.CandidatesFullException;
import io.doppel.engine.snapshot.DamagedSnapshotException;
import io.doppel.file.DiskFullException;
import io.doppel.file.ReadOnlyDisk;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.server.log.RequestId;
import io.doppel.server.problem.Problem.FieldError;
import io.doppel.server.problem.Problem.Known;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Turns what went wrong into a problem, or into OpenAI's error shape where OpenAI's clients listen.
public final class Problems {

  private static final String RETRY_AFTER = "Retry-After";
  private static final String RETRY_WRITING_SECONDS = "5";

  private static final Logger LOG = Logger.getLogger(Problems.class.getName());

  private Problems() {}

  public static void register(RoutesConfig routes) {
    routes.exception(Bounds.Violation.class, (e, ctx) -> invalid(ctx, "/" + e.field(), sentence(e)));
    routes.exception(RequestException.class, Problems::refused);
    routes.exception(
        DuplicatesRefusedException.class,
        (e, ctx) -> send(ctx, HttpStatus.CONFLICT, "duplicate_document", sentence(e), null, e.known()));
    routes.exception(
        NoSuchCollectionException.class,
        (e, ctx) -> send(ctx, HttpStatus.NOT_FOUND, "collection_not_found", sentence(e), null));
    routes.exception(
        NoExamplesException.class,
        (e, ctx) -> send(ctx, HttpStatus.NOT_FOUND, "classifier_not_found", sentence(e), null));
    routes.exception(
        CollectionBusyException.class,
        (e, ctx) -> taken(ctx, "collection_busy", sentence(e)));
    routes.exception(
        PassportMismatchException.class,
        (e, ctx) -> send(ctx, HttpStatus.CONFLICT, "passport_mismatch", Advice.sentence(e), null));
    routes.exception(
        IndexLockedException.class,
        (e, ctx) -> taken(ctx, "collection_locked", sentence(e)));
    routes.exception(
        IndexClosedException.class,
        (e, ctx) ->
            send(
                ctx,
                HttpStatus.CONFLICT,
                "collection_closed",
                sentence(e) + "; somebody deleted it or made it anew meanwhile; ask again",
                null));
    routes.exception(
        DamagedIndexException.class,
        (e, ctx) -> send(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "collection_damaged", Advice.sentence(e), null));
    routes.exception(
        DamagedSnapshotException.class,
        (e, ctx) -> send(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "snapshot_damaged", sentence(e), null));
    routes.exception(IndexUnavailableException.class, Problems::unavailable);
    routes.exception(
        DiskFullException.class,
        (e, ctx) -> send(ctx, HttpStatus.INSUFFICIENT_STORAGE, "disk_full", sentence(e), null));
    routes.exception(
        JobBusyException.class,
        (e, ctx) -> taken(ctx, e.isOfSameCollection() ? "collection_busy" : e.kind() + "_busy", sentence(e)));
    routes.exception(JobsFullException.class, Problems::full);
    routes.exception(
        CandidatesFullException.class,
        (e, ctx) -> send(ctx, HttpStatus.CONFLICT, "candidates_full", sentence(e), null));
    routes.exception(
        CancellationException.class, (e, ctx) -> send(ctx, HttpStatus.CONFLICT, "stopped", sentence(e), null));
    routes.exception(EncoderBusyException.class, Problems::busy);
    routes.exception(HttpResponseException.class, Problems::http);
    routes.exception(Exception.class, Problems::unexpected);
  }

  private static void invalid(Context ctx, String pointer, String message) {
    send(ctx, HttpStatus.BAD_REQUEST, "invalid_request", message, List.of(new FieldError(pointer, message)));
  }

  private static void refused(RequestException e, Context ctx) {
    String pointer = e.pointer();
    if (e.retrySeconds() > 0) {
      ctx.header(RETRY_AFTER, Integer.toString(e.retrySeconds()));
    }
    send(
        ctx,
        e.status(),
        e.code(),
        sentence(e),
        pointer == null ? null : List.of(new FieldError(pointer, sentence(e))));
  }

  private static void busy(EncoderBusyException e, Context ctx) {
    ctx.header(RETRY_AFTER, "1");
    send(ctx, HttpStatus.SERVICE_UNAVAILABLE, "encoder_busy", sentence(e), null);
  }

  private static void full(JobsFullException e, Context ctx) {
    ctx.header(RETRY_AFTER, RETRY_WRITING_SECONDS);
    send(ctx, HttpStatus.SERVICE_UNAVAILABLE, "jobs_full", sentence(e), null);
  }

  /// Where the index is kept, nobody answers; nothing is wrong with the request.
  private static void unavailable(IndexUnavailableException e, Context ctx) {
    LOG.log(Level.WARNING, e, () -> "%s %s: an index is not available".formatted(ctx.method(), ctx.path()));
    ctx.header(RETRY_AFTER, RETRY_WRITING_SECONDS);
    send(ctx, HttpStatus.SERVICE_UNAVAILABLE, "index_unavailable", sentence(e), null);
  }

  /// Somebody else changes the collection.
  private static void taken(Context ctx, String code, String message) {
    ctx.header(RETRY_AFTER, RETRY_WRITING_SECONDS);
    send(ctx, HttpStatus.CONFLICT, code, message, null);
  }

  private static void http(HttpResponseException e, Context ctx) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    if (status == HttpStatus.METHOD_NOT_ALLOWED) {
      ctx.header("Allow", allowed(e));
      if (ctx.method().equals(HandlerType.OPTIONS)) {
        ctx.status(HttpStatus.NO_CONTENT);
        return;
      }
    }
    String detail =
        switch (status) {
          case NOT_FOUND -> "there is nothing at " + ctx.path();
          case METHOD_NOT_ALLOWED ->
              "%s does not take %s; it takes %s"
                  .formatted(ctx.path(), ctx.req().getMethod(), allowed(e));
          default -> sentence(e);
        };
    send(ctx, status, status.getMessage().toLowerCase(Locale.ROOT).replace(' ', '_'), detail, null);
  }

  /// The methods that an address takes. Javalin names those of the routes, under a name that depends on what the client
  /// accepts; OPTIONS is answered here.
  private static String allowed(HttpResponseException e) {
    List<String> methods = new ArrayList<>();
    methods.addAll(List.of(String.join(",", e.getDetails().values()).split("\\s*,\\s*", -1)));
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private static void unexpected(Exception e, Context ctx) {
    if (DiskFullException.isBehind(e)) {
      send(
          ctx,
          HttpStatus.INSUFFICIENT_STORAGE,
          "disk_full",
          DiskFullException.sentence(e),
          null);
      return;
    }
    Optional<String> readOnly = ReadOnlyDisk.sentence(e);
    if (readOnly.isPresent()) {
      LOG.warning(() -> "%s %s: %s".formatted(ctx.method(), ctx.path(), e.getMessage()));
      send(ctx, HttpStatus.INSUFFICIENT_STORAGE, "read_only", readOnly.get(), null);
      return;
    }
    LOG.log(Level.SEVERE, e, () -> "%s %s failed".formatted(ctx.method(), ctx.path()));
    send(
        ctx,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "something went wrong here; the server's log says what",
        null);
  }

  private static String sentence(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static void send(
      Context ctx, HttpStatus status, String code, String detail, @Nullable List<FieldError> errors) {
    send(ctx, status, code, detail, errors, null);
  }

  private static void send(
      Context ctx,
      HttpStatus status,
      String code,
      String detail,
      @Nullable List<FieldError> errors,
      @Nullable List<Known> known) {
    if (OpenAiError.isWanted(ctx.path())) {
      ctx.status(status).json(OpenAiError.of(status.getCode(), code, detail, errors));
      return;
    }
    Problem problem =
        new Problem(
            "about:blank",
            status.getMessage(),
            status.getCode(),
            detail,
            ctx.path(),
            code,
            RequestId.of(ctx).isEmpty() ? null : RequestId.of(ctx),
            errors,
            known);
    ctx.status(status).contentType(Problem.CONTENT_TYPE).result(Json.line(problem));
  }
}
