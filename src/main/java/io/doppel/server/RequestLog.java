package io.doppel.server;

import io.doppel.server.access.Access;
import io.doppel.server.access.OriginCheck;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Computing;
import io.doppel.server.log.LogSettings;
import io.doppel.server.log.RequestId;
import io.doppel.server.trail.AuditTrail;
import io.doppel.server.trail.TrailEntry;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// Tells what became of each request: in the log if that is wanted or took long, and in the audit log if it changed
/// something or took something along. Paths are told, which hold names and ids, and never what stands behind a question
/// mark or in a body.
final class RequestLog {

  private static final Logger LOG = Logger.getLogger("io.doppel.server.requests");
  private static final String ANYONE = "anyone";
  private static final String SESSION = "/v1/session";

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

  /// What is looked at alone: it waits for what happens, or is asked every few seconds.
  private static final Set<String> LASTING = Set.of("/v1/events");

  private final LogSettings settings;
  private final AuditTrail trail;
  private final Clock clock;

  RequestLog(LogSettings settings, AuditTrail trail, Clock clock) {
    this.settings = settings;
    this.trail = trail;
    this.clock = clock;
  }

  void took(Context ctx, float milliseconds) {
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    String route = endpoint == null ? "" : endpoint.path;
    boolean slow =
        settings.slow().isPositive() && milliseconds >= settings.slow().toMillis() && !LASTING.contains(route);
    if (settings.access() || slow) {
      log(ctx, milliseconds, slow);
    }
  }

  /// Puts a request whose status is known into the audit log, if it belongs there.
  void keep(Context ctx) {
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    if (endpoint != null && isKept(ctx, endpoint.path) && trail.keeps(!who(ctx).equals(ANYONE))) {
      keep(ctx, endpoint.path);
    }
  }

  private static void log(Context ctx, float milliseconds, boolean slow) {
    Map<String, Double> parts =
        Computing.timing(ctx).map(timing -> timing.milliseconds()).orElse(Map.of());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", ctx.method().name());
    fields.put("path", ctx.path());
    fields.put("status", ctx.statusCode());
    fields.put("milliseconds", Math.round(milliseconds * 10) / 10.0);
    fields.put("who", who(ctx));
    fields.put("address", OriginCheck.client(ctx));
    fields.put("parts", parts);
    String told =
        parts.entrySet().stream()
            .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
            .collect(Collectors.joining(", "));
    LogRecord line =
        new LogRecord(
            Level.INFO,
            String.format(
                Locale.ROOT,
                "%s%s %s %d %.1f ms%s %s %s",
                slow ? "slow: " : "",
                ctx.method().name(),
                ctx.path(),
                ctx.statusCode(),
                milliseconds,
                told.isEmpty() ? "" : " (" + told + ")",
                who(ctx),
                OriginCheck.client(ctx)));
    line.setLoggerName(LOG.getName());
    line.setParameters(new Object[] {fields});
    LOG.log(line);
  }

  /// What changes something, signs somebody in, or makes a file to take along; done by somebody who is known, since
  /// others can be refused as often as they like, as can whoever asks for too much.
  private static boolean isKept(Context ctx, String route) {
    if (Access.find(ctx).filter(access -> access.role() != Role.ANYONE).isEmpty()
        || ctx.statusCode() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
      return false;
    }
    if (route.equals(SESSION)) {
      return ctx.statusCode() == HttpStatus.CREATED.getCode();
    }
    boolean changes = ctx.routeRoles().contains(Role.WRITE) || ctx.routeRoles().contains(Role.ADMIN);
    boolean exports = route.contains("/report/");
    return exports || (changes && !READING.contains(ctx.method()));
  }

  private void keep(Context ctx, String route) {
    trail.add(
        new TrailEntry(
            clock.instant(),
            RequestId.of(ctx),
            who(ctx),
            Access.find(ctx).map(access -> access.role().toString()).orElse(null),
            OriginCheck.client(ctx),
            ctx.method().name() + " " + route,
            ctx.path(),
            ctx.statusCode(),
            null));
  }

  private static String who(Context ctx) {
    return Access.find(ctx).map(Access::name).filter(name -> !name.isEmpty()).orElse(ANYONE);
  }
}
