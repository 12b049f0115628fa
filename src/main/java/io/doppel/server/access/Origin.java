package io.doppel.server.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/// Where a request comes from and what it was sent to, seen through the proxies that are trusted. What anybody else
/// says in `X-Forwarded-…` headers is not heard.
final class Origin {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

  private final InetAddressSet proxies;

  Origin(List<String> trustedProxies) {
    this.proxies = AccessSettings.proxies(trustedProxies);
  }

  /// The name and port that the client asked for; null where it said none.
  @Nullable String host(Context ctx) {
    return forwarded(ctx, "X-Forwarded-Host", ctx.header("Host"));
  }

  /// Whether the client came by TLS.
  boolean isSecure(Context ctx) {
    return "https".equals(forwarded(ctx, "X-Forwarded-Proto", ctx.scheme()));
  }

  private @Nullable String forwarded(Context ctx, String header, @Nullable String otherwise) {
    String told = ctx.header(header);
    if (told == null || !isProxy(ctx.ip())) {
      return otherwise;
    }
    // Each proxy adds its own behind; the last one is the one that is trusted.
    return told.substring(told.lastIndexOf(',') + 1).strip();
  }

  private boolean isProxy(String address) {
    if (proxies.isEmpty()) {
      return false;
    }
    try {
      return proxies.test(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// A host without its port, in lower case.
  static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port && colon >= 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  /// Whether a host is an address and no name. No other site can make a browser believe that an address is its own.
  static boolean isAddress(String host) {
    return ADDRESS.matcher(host).matches();
  }
}
