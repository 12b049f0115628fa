package io.doppel.server.access;

import io.doppel.classification.NoExamplesException;
import io.doppel.engine.CollectionName;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.server.limit.Allowance;
import io.doppel.server.limit.Limits;
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
  private static final Set<String> UNCOUNTED = Set.of("/livez", "/readyz");
  private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Keys keys;
  private final Sessions sessions;
  private final Origin origin;
  private final Limits limits;
  private final boolean local;
  private final String basePath;
  private final Access unguarded;

  private Gate(Keys keys, Sessions sessions, Origin origin, Limits limits, boolean local, String basePath) {
    this.keys = keys;
    this.sessions = sessions;
    this.origin = origin;
    this.limits = limits;
    this.local = local;
    this.basePath = basePath;
    this.unguarded = Access.unguarded(() -> !keys.areWanted());
  }

  /// @param host the address that the server is bound to
  /// @param basePath below which the page is, empty for none
  /// @param limits how much each caller may ask for
  /// @throws IllegalArgumentException if others than this machine reached it, nobody would need a key, and nobody said
  ///     that this is meant
  /// @throws IOException if the keys cannot be read
  public static Gate of(String host, String basePath, AccessSettings settings, Limits limits, Clock clock)
      throws IOException {
    Keys keys =
        new Keys(settings.keys() == null ? null : new KeyFile(settings.keys()), settings.operatorKey(), clock);
    boolean local = AccessSettings.isThisMachine(host);
    if (!keys.areWanted() && !settings.open() && !local) {
      throw new IllegalArgumentException(
          "--host %s lets the network in, and nobody would need a key: make one with doppel keys create --name me "
                  .formatted(host)
              + "--role admin, or say --without-keys if everybody who reaches this server may change and delete "
              + "everything");
    }
    return new Gate(keys, new Sessions(clock), new Origin(settings.trustedProxies()), limits, local, basePath);
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
      return unguarded;
    }
    AccessKey known = keys.find(key).orElseThrow(() -> unauthorized(ctx, false));
    String token = sessions.open(known);
    ctx.cookie(cookie(ctx, token, (int) Sessions.LASTS.toSeconds()));
    ctx.attribute(COOKIE, token);
    Access access = access(known);
    access.keep(ctx);
    return access;
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
    boolean limited = isLimited(ctx);
    if (limited) {
      limits.ofAddress(origin.address(ctx)).request(ctx);
    }
    Allowance.UNLIMITED.keep(ctx);
    if (!keys.areWanted()) {
      unguarded.keep(ctx);
      if (limited) {
        count(ctx, limits.ofCaller(origin.address(ctx)));
      }
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
    if (limited) {
      count(ctx, limits.ofKey(key.get().id(), key.get().name()));
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

  private static void count(Context ctx, Allowance allowance) {
    allowance.keep(ctx);
    allowance.request(ctx);
  }

  /// The files of the page are not counted, nor is whether the server lives: that is asked by those who would start it
  /// anew.
  private boolean isLimited(Context ctx) {
    return (limits.holdEverywhere() || keys.areWanted() || !local)
        && ctx.endpoints().matchedHttpEndpoint() != null
        && !UNCOUNTED.contains(ctx.path());
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
    cookie.setPath(basePath + "/");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(origin.isSecure(ctx));
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }
}
