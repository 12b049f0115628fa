package io.doppel.server.access;

import io.doppel.text.Bounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/// Who is let in.
///
/// @param keys the file of the keys, null for none; it need not be there
/// @param operatorKey a key with all rights that the operator gives the server at the start, null for none
/// @param allowedHosts names that this server is asked by, besides this machine's own
/// @param trustedProxies addresses, ranges or networks (`10.0.0.0/8`) whose `X-Forwarded-…` headers are believed
/// @param open whether whoever reaches the server may do everything, even where that is not this machine alone
public record AccessSettings(
    @Nullable Path keys,
    @Nullable String operatorKey,
    List<String> allowedHosts,
    List<String> trustedProxies,
    boolean open) {

  /// For this machine only, without keys.
  public static final AccessSettings LOCAL = new AccessSettings(null, null, List.of(), List.of(), false);

  /// As long as 128 bits in hexadecimal digits.
  private static final int SHORTEST_KEY = 32;

  private static final int LONGEST_KEY = 512;

  /// As it stands in the header `Host`, or an address.
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");

  static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public AccessSettings {
    if (operatorKey != null && (operatorKey.length() < SHORTEST_KEY || operatorKey.length() > LONGEST_KEY)) {
      throw new Bounds.Violation(
          "admin_key",
          "the admin key must be %d to %d characters, got %d; make one with: openssl rand -hex 32"
              .formatted(SHORTEST_KEY, LONGEST_KEY, operatorKey.length()));
    }
    allowedHosts = allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    for (String host : allowedHosts) {
      if (!NAME.matcher(host).matches()) {
        throw new Bounds.Violation(
            "allowed_host", "an allowed host is a name without port and scheme such as search.example.org, got \"%s\""
                .formatted(host));
      }
    }
    trustedProxies = List.copyOf(trustedProxies);
    var ignored = proxies(trustedProxies);
  }

  /// The addresses of the proxies.
  static InetAddressSet proxies(List<String> given) {
    InetAddressSet set = new InetAddressSet();
    for (String each : given) {
      try {
        set.add(each);
      } catch (IllegalArgumentException e) {
        Bounds.Violation refused =
            new Bounds.Violation(
                "trusted_proxy",
                "a trusted proxy is an address, or a network such as 10.0.0.0/8, got \"%s\"".formatted(each));
        refused.initCause(e);
        throw refused;
      }
    }
    return set;
  }

  /// Whether only this machine can reach what is bound to `host`.
  static boolean isThisMachine(String host) {
    return THIS_MACHINE.contains(host) || host.equals("::1");
  }
}
