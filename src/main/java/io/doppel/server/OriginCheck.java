package io.doppel.server;

import io.doppel.server.problem.RequestException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps other sites out. The server trusts whoever can reach it, and a browser reaches it on behalf of any page it
/// shows; so a request that another site made, or that came by a foreign name for this machine, is refused.
final class OriginCheck {

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Scripts and styles come from this server only, and nothing inline runs.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";

  private final boolean local;

  /// @param host the address that the server is bound to
  OriginCheck(String host) {
    this.local = LOCAL.contains(host) || host.equals("::1");
  }

  void register(RoutesConfig routes) {
    routes.before(this::check);
    routes.before(OriginCheck::headers);
  }

  private void check(Context ctx) {
    String host = ctx.header("Host");
    if (local && host != null && !LOCAL.contains(withoutPort(host))) {
      throw new RequestException(
          HttpStatus.FORBIDDEN,
          "foreign_host",
          "this server is for this machine only and does not answer to the name " + withoutPort(host));
    }
    String origin = ctx.header("Origin");
    if (origin != null && !own(origin, host)) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "foreign_origin", "pages from %s may not use this server".formatted(origin));
    }
  }

  /// Whether a page of this server sent it. `null` is what sandboxed pages of any site send.
  private static boolean own(String origin, @Nullable String host) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && authority.equals(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port && colon >= 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
