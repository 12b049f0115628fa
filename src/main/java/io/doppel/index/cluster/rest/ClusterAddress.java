package io.doppel.index.cluster.rest;

import io.doppel.text.Bounds;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Where collections are kept in a cluster: `https://host:9200/prefix`, or with several nodes
/// `https://a:9200,b:9200/prefix`. Whatever the path has before the prefix is that of a proxy.
///
/// @param nodes scheme, host and port of at least one node
/// @param path what every request's path begins with, empty or with a `/` before it
/// @param prefix what the names of indexes begin with: 1 to 64 of `a` to `z`, `0` to `9`, `-` and `_`
public record ClusterAddress(List<URI> nodes, String path, String prefix) {

  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int STANDARD_PORT = 9200;

  public ClusterAddress {
    nodes = List.copyOf(nodes);
  }

  /// Whether an address is one of a cluster.
  public static boolean isOne(URI address) {
    return "https".equals(address.getScheme()) || "http".equals(address.getScheme());
  }

  /// @throws Bounds.Violation if it is no address of a cluster
  public static ClusterAddress of(URI address) {
    String authority = address.getRawAuthority();
    String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
    if (address.toString().contains("@")) {
      throw violation(
          "the address of a cluster has no user and no password, since addresses are shown; set DOPPEL_INDEX_USER and "
              + "DOPPEL_INDEX_PASSWORD");
    }
    if (!isOne(address) || authority == null || address.getRawQuery() != null || address.getRawFragment() != null) {
      throw violation("a cluster is at an address such as https://host:9200/prefix, got " + address);
    }
    String prefix = path.substring(path.lastIndexOf('/') + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw violation(
          ("the address of a cluster ends with the prefix of its indexes, 1 to 64 of a to z, 0 to 9, - and _, such as "
              + "https://host:9200/doppel, got %s")
              .formatted(address));
    }
    List<URI> nodes = new ArrayList<>();
    for (String node : authority.split(",", -1)) {
      nodes.add(node(address.getScheme(), node));
    }
    return new ClusterAddress(nodes, path.substring(0, path.lastIndexOf('/')), prefix);
  }

  private static URI node(String scheme, String authority) {
    URI node;
    try {
      node = URI.create(scheme + "://" + authority);
    } catch (IllegalArgumentException e) {
      throw violation("the nodes of a cluster are hosts with ports such as host:9200, got " + authority);
    }
    if (node.getHost() == null) {
      throw violation("the nodes of a cluster are hosts with ports such as host:9200, got \"%s\"".formatted(authority));
    }
    return node.getPort() < 0 ? URI.create("%s://%s:%d".formatted(scheme, node.getHost(), STANDARD_PORT)) : node;
  }

  private static Bounds.Violation violation(String message) {
    return new Bounds.Violation("index", message);
  }

  /// Whether what is sent can be read by nobody between.
  boolean isPrivate() {
    return nodes.stream().allMatch(node -> node.getScheme().equals("https") || LOOPBACK.contains(node.getHost()));
  }

  boolean isOfTls() {
    return nodes.getFirst().getScheme().equals("https");
  }

  /// As it was written.
  @Override
  public String toString() {
    return "%s://%s%s/%s"
        .formatted(
            nodes.getFirst().getScheme(),
            String.join(",", nodes.stream().map(URI::getRawAuthority).toList()),
            path,
            prefix);
  }
}
