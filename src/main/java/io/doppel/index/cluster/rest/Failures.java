package io.doppel.index.cluster.rest;

import io.doppel.index.failure.IndexUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What goes wrong with a cluster, as sentences that say what to do.
final class Failures {

  /// Errors that may be over soon.
  private static final Set<Integer> FOR_NOW = Set.of(408, 429, 500, 502, 503, 504);

  private Failures() {}

  /// Marks what does not pass by waiting.
  private static final class Lasting extends IOException {

    private static final long serialVersionUID = 1L;

    Lasting(@Nullable IOException cause) {
      super(cause);
    }
  }

  /// Whether nobody needs to ask again soon.
  static boolean lasts(IndexUnavailableException failure) {
    return failure.getCause() instanceof Lasting;
  }

  /// No answer.
  static IndexUnavailableException of(ClusterAddress address, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SSLException tls -> {
          return new IndexUnavailableException(ofTls(address, tls), new Lasting(e));
        }
        case UnknownHostException host -> {
          return new IndexUnavailableException(
              "the cluster at %s cannot be reached: nobody knows the host %s".formatted(address, host.getMessage()),
              new Lasting(e));
        }
        case SocketTimeoutException late -> {
          return new IndexUnavailableException("the cluster at %s did not answer in time".formatted(address), e);
        }
        case ConnectException refused -> {
          return new IndexUnavailableException(
              "the cluster at %s cannot be reached: %s".formatted(address, refused.getMessage()),
              // Of several nodes, another one may answer.
              address.nodes().size() == 1 ? new Lasting(e) : e);
        }
        default -> {}
      }
    }
    return new IndexUnavailableException(
        "the cluster at %s cannot be reached: %s%s"
            .formatted(
                address,
                sentence(e),
                address.isOfTls() ? "" : "; the address of one that speaks TLS begins with https"),
        e);
  }

  private static String ofTls(ClusterAddress address, SSLException tls) {
    for (Throwable cause = tls; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("nrecognized SSL message")) {
        return "the cluster at %s does not speak TLS; the address of one that does not begins with http"
            .formatted(address);
      }
      if (cause instanceof SSLPeerUnverifiedException || ofOtherHost(message)) {
        return "the certificate of %s is for other hosts: %s; use a host that it names".formatted(address, message);
      }
    }
    return "the certificate of %s is not trusted: %s; name the file with the certificate of its authority by %s"
        .formatted(address, tls.getMessage(), ClusterAccess.CA);
  }

  /// As Java says it.
  private static boolean ofOtherHost(String message) {
    return message.startsWith("No subject alternative") || message.startsWith("No name matching");
  }

  private static String sentence(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /// An answer with an error.
  static IOException of(ClusterAddress address, int status, JsonNode body, @Nullable IOException e) {
    JsonNode error = body.path("error");
    JsonNode root = error.path("root_cause").path(0);
    String type = root.path("type").asString(error.path("type").asString(""));
    String reason = root.path("reason").asString(error.path("reason").asString(error.asString("")));
    // The blocks of a full disk come with different codes.
    if (type.equals("cluster_block_exception") && reason.contains("disk")) {
      return fullDisk(address, reason, e);
    }
    if (status == 401) {
      return unavailable(
          "the cluster at %s does not know who asks: set DOPPEL_INDEX_USER and DOPPEL_INDEX_PASSWORD, or "
              + "DOPPEL_INDEX_API_KEY%s",
          address,
          "",
          new Lasting(e));
    }
    if (status == 403 && !type.equals("cluster_block_exception")) {
      return unavailable("the cluster at %s does not allow this: %s", address, reason, new Lasting(e));
    }
    if (FOR_NOW.contains(status)) {
      return unavailable(
          "the cluster at %s cannot answer in full now: %s",
          address,
          reason.isEmpty() ? "status " + status : reason,
          e);
    }
    return new RefusedException(
        status, type, "the cluster at %s answered %d: %s".formatted(address, status, reason.isEmpty() ? type : reason));
  }

  /// An answer that no cluster gives: of a proxy, of a page, of another service.
  static IndexUnavailableException ofAnother(ClusterAddress address) {
    return unavailable("what answers at %s is neither Elasticsearch nor OpenSearch%s", address, "", new Lasting(null));
  }

  static IndexUnavailableException fullDisk(ClusterAddress address, String reason, @Nullable IOException e) {
    return unavailable("the cluster at %s is read-only, because a disk is full: %s", address, reason, new Lasting(e));
  }

  private static IndexUnavailableException unavailable(
      String sentence, ClusterAddress address, String reason, @Nullable IOException e) {
    String message = sentence.formatted(address, reason);
    return e == null ? new IndexUnavailableException(message) : new IndexUnavailableException(message, e);
  }
}
