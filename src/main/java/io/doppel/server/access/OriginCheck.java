package io.doppel.server.access;

import io.doppel.server.log.RequestId;
import io.doppel.server.problem.RequestException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps other sites out. A browser reaches the server on behalf of any page it shows; so a request that another site
/// made, or that came by a foreign name for this machine (DNS rebinding), is refused, whatever key it has.
public final class OriginCheck {

  /// Scripts and styles come from this server only, and nothing inline runs.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";

  private static final String CLIENT = "doppel.client";

  private final boolean local;
  private final Set<String> names;
  private final Origin origin;

  /// @param host the address that the server is bound to
  public OriginCheck(String host, AccessSettings settings) {
    this.local = AccessSettings.isThisMachine(host);
    this.names = new HashSet<>(AccessSettings.THIS_MACHINE);
    this.names.addAll(settings.allowedHosts());
    this.origin = new Origin(settings.trustedProxies());
  }

  /// Gives each request its id as well, so that also one that is refused has one.
  public void register(RoutesConfig routes) {
    routes.before(ctx -> {
      RequestId.begin(ctx, origin.isByProxy(ctx));
      ctx.attribute(CLIENT, origin.address(ctx).getHostAddress());
    });
    routes.before(this::check);
    routes.before(OriginCheck::headers);
  }

  /// The address of the client, seen through the proxies that are trusted.
  public static String client(Context ctx) {
    String address = ctx.attribute(CLIENT);
    return address == null ? ctx.ip() : address;
  }

  private void check(Context ctx) {
    String host = origin.host(ctx);
    if (host != null && !isOwnName(Origin.withoutPort(host))) {
      throw new RequestException(
          HttpStatus.FORBIDDEN,
          "foreign_host",
          "this server does not answer to the name %s; if it is its own, start it with --allowed-host %1$s"
              .formatted(Origin.withoutPort(host)));
    }
    String sender = ctx.header("Origin");
    if (sender != null && !isOwnPage(sender, host)) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "foreign_origin", "pages from %s may not use this server".formatted(sender));
    }
  }

  private boolean isOwnName(String name) {
    return names.contains(name) || (!local && Origin.isAddress(name));
  }

  /// Whether a page of this server sent it. `null` is what sandboxed pages of any site send.
  private static boolean isOwnPage(String sender, @Nullable String host) {
    try {
      String authority = new URI(sender).getRawAuthority();
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
}
