package io.doppel.server.access;

import io.doppel.classification.NoExamplesException;
import io.doppel.engine.CollectionName;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.server.problem.RequestException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks every request for a key before anything is done about it: in the header `Authorization: Bearer KEY` (RFC 6750),
/// or by the cookie of somebody who signed in on the page. A server that has no keys lets everybody do everything, and
/// therefore is for its own machine, unless it was told otherwise.
public final class Gate {

  private static final String COOKIE = "doppel_session";
  private static final String CSRF = "X-CSRF-Token";
  private static final String BEARER = "Bearer ";
  private static final String COLLECTIONS = "/v1/collections/";

  /// A classifier is the examples of the collection of its name.
  private static final String CLASSIFIERS = "/v1/classifiers/";
  private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Keys keys;
  private final Sessions sessions;
  private final Origin origin;

  private Gate(Keys keys, Sessions sessions, Origin origin) {
    this.keys = keys;
    this.sessions = sessions;
    this.origin = origin;
  }

  /// @param host the address that the server is bound to
  /// @throws IllegalArgumentException if others than this machine reached it, nobody would need a key, and nobody said
  ///     that this is meant
  /// @throws IOException if the keys cannot be read
  public static Gate of(String host, AccessSettings settings, Clock clock) throws IOException {
    Keys keys =
        new Keys(settings.keys() == null ? null : new KeyFile(settings.keys()), settings.operatorKey(), clock);
    if (!keys.areWanted() && !settings.open() && !AccessSettings.isThisMachine(host)) {
      throw new IllegalArgumentException(
          "--host %s lets the network in, and nobody would need a key: make one with doppel keys create --name me "
                  .formatted(host)
              + "--role admin, or say --without-keys if everybody who reaches this server may change and delete "
              + "everything");
    }
    return new Gate(keys, new Sessions(clock), new Origin(settings.trustedProxies()));
  }

  public void register(RoutesConfig routes) {
    routes.beforeMatched(this::check);
  }

  /// Whether anybody needs a key.
  public boolean wantsKeys() {
    return keys.areWanted();
  }

  /// Lets somebody in on the page, by a cookie that its scripts cannot read. Where nobody needs a key, there is none.
  ///
  /// @return what the caller may do from now on
  /// @throws RequestException with 401 if it is no key, or good no more
  public Access signIn(Context ctx, String key) {
    if (!keys.areWanted()) {
      return Access.UNGUARDED;
    }
    AccessKey known = keys.find(key).orElseThrow(() -> unauthorized(ctx, false));
    String token = sessions.open(known);
    ctx.cookie(cookie(ctx, token, (int) Sessions.LASTS.toSeconds()));
    ctx.attribute(COOKIE, token);
    return access(known);
  }

  /// Ends what [#signIn] began.
  public void signOut(Context ctx) {
    String token = ctx.cookie(COOKIE);
    if (token != null) {
      sessions.close(token);
      ctx.cookie(cookie(ctx, "", 0));
    }
  }

  /// What the page has to send in the header `X-CSRF-Token` with whatever changes something; null where the caller has
  /// not signed in.
  public @Nullable String csrf(Context ctx) {
    String opened = ctx.attribute(COOKIE);
    String token = opened == null ? ctx.cookie(COOKIE) : opened;
    return token == null || sessions.key(token).isEmpty() ? null : Sessions.csrf(token);
  }

  private void check(Context ctx) {
    Set<RouteRole> roles = ctx.routeRoles();
    if (!keys.areWanted()) {
      Access.UNGUARDED.keep(ctx);
      return;
    }
    Role needed = roles.stream().map(Role.class::cast).findFirst().orElse(standard(ctx));
    Optional<AccessKey> key = key(ctx, needed);
    Access access = key.map(this::access).orElse(Access.NONE);
    access.keep(ctx);
    if (needed == Role.ANYONE) {
      return;
    }
    if (key.isEmpty()) {
      throw unauthorized(ctx, ctx.header("Authorization") == null);
    }
    access.require(needed);
    boolean classifies = ctx.path().startsWith(CLASSIFIERS);
    String collection = classifies || ctx.path().startsWith(COLLECTIONS) ? ctx.pathParamMap().get("name") : null;
    if (collection != null && CollectionName.isValid(collection) && !access.sees(collection)) {
      throw classifies
          ? new NoExamplesException(collection)
          : new NoSuchCollectionException(new CollectionName(collection));
    }
  }

  /// What has no role is a file of the page; a route that was forgotten stays shut.
  private static Role standard(Context ctx) {
    return ctx.endpoints().matchedHttpEndpoint() == null ? Role.ANYONE : Role.ADMIN;
  }

  private Optional<AccessKey> key(Context ctx, Role needed) {
    String header = ctx.header("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? keys.find(header.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    String token = ctx.cookie(COOKIE);
    if (token == null) {
      return Optional.empty();
    }
    Optional<AccessKey> key = sessions.key(token).flatMap(keys::byId);
    if (key.isPresent()
        && needed != Role.ANYONE
        && !SAFE.contains(ctx.method())
        && !Sessions.isCsrf(ctx.header(CSRF), token)) {
      throw new RequestException(
          HttpStatus.FORBIDDEN,
          "csrf",
          "who signed in on the page changes something only with the header %s, as GET /v1/session tells it"
              .formatted(CSRF));
    }
    return key;
  }

  private Access access(AccessKey key) {
    return key.access(() -> keys.byId(key.id()).isPresent());
  }

  private static RequestException unauthorized(Context ctx, boolean missing) {
    ctx.header("WWW-Authenticate", missing ? "Bearer" : "Bearer error=\"invalid_token\"");
    return new RequestException(
        HttpStatus.UNAUTHORIZED,
        "unauthorized",
        missing
            ? "this server wants a key: Authorization: Bearer KEY"
            : "this is no key of this server, or not any more: it may have been revoked, or its time is over");
  }

  private Cookie cookie(Context ctx, String token, int seconds) {
    Cookie cookie = new Cookie(COOKIE, token);
    cookie.setPath("/");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(origin.isSecure(ctx));
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }
}
