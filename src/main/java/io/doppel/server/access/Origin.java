package io.doppel.server.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/// Where a request comes from and what it was sent to, seen through the proxies that are trusted. What anybody else
/// says in `X-Forwarded-…` headers is not heard.
final class Origin {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final Pattern ADDRESS_ALONE = Pattern.compile("[0-9.]{7,15}|\\[?[0-9a-fA-F:.]{2,45}]?");
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

  /// Whether a proxy that is trusted sent it.
  boolean isByProxy(Context ctx) {
    return proxies.test(address(ctx.ip()));
  }

  /// The address of the client: what the proxies that are trusted say, as far as one of them speaks for the next.
  InetAddress address(Context ctx) {
    InetAddress address = address(ctx.ip());
    List<String> told = ctx.req().getHeader(FORWARDED_FOR) == null ? List.of() : hops(ctx);
    for (String hop : told.reversed()) {
      if (!proxies.test(address) || !ADDRESS_ALONE.matcher(hop).matches()) {
        break;
      }
      address = address(hop);
    }
    return address;
  }

  private static List<String> hops(Context ctx) {
    String all = String.join(",", Collections.list(ctx.req().getHeaders(FORWARDED_FOR)));
    return Arrays.stream(all.split(",", -1)).map(String::strip).toList();
  }

  /// Never asks for a name: what is given is an address.
  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.startsWith("[") ? text.substring(1, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      // No proxy has it.
      return InetAddress.ofLiteral("0.0.0.0");
    }
  }

  private @Nullable String forwarded(Context ctx, String header, @Nullable String otherwise) {
    String told = ctx.header(header);
    if (told == null || !isByProxy(ctx)) {
      return otherwise;
    }
    // Each proxy adds its own behind; the last one is the one that is trusted.
    return told.substring(told.lastIndexOf(',') + 1).strip();
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
