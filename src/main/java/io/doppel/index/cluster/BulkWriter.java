package io.doppel.index.cluster;

import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes many documents at once, and those again that the cluster had no time for, more slowly. What is written again
/// takes its own place, so nothing comes twice. Thread-safe.
final class BulkWriter {

  /// What a request has at most, if it is not one document alone.
  private static final int BYTES = 4 << 20;

  private static final int DOCUMENTS = 500;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// How many documents an error names.
  private static final int NAMED = 5;

  /// The setting of the engines, and of proxies another one.
  private static final String MAX_REQUEST = "http.max_content_length";

  private static final int TOO_MANY_REQUESTS = 429;

  private final RestCluster cluster;

  BulkWriter(RestCluster cluster) {
    this.cluster = cluster;
  }

  /// Nobody may write by that name, or not any more.
  static final class ClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    ClosedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A change of a document.
  static final class Change {

    private final String id;
    private final byte[] lines;

    /// @param id of the document
    /// @param lines of the request
    Change(String id, byte[] lines) {
      this.id = id;
      this.lines = lines;
    }
  }

  /// Makes changes, which are durable when this returns, on every copy that the cluster counts on.
  ///
  /// @param name of the index, beside its own: what is written by its own would make it, of whatever shape, where it is
  ///     not there any more
  /// @throws ClosedException if it does not have that name, after some of the changes perhaps
  /// @throws IndexLockedException if its operator has closed it to writing
  /// @throws IOException if the cluster refuses some of the documents, with their ids and the reason
  void write(String name, List<Change> changes) throws IOException {
    List<Change> some = new ArrayList<>();
    int bytes = 0;
    for (Change change : changes) {
      if (!some.isEmpty() && (bytes + change.lines.length > BYTES || some.size() == DOCUMENTS)) {
        send(name, some);
        some.clear();
        bytes = 0;
      }
      some.add(change);
      bytes += change.lines.length;
    }
    if (!some.isEmpty()) {
      send(name, some);
    }
  }

  private void send(String name, List<Change> changes) throws IOException {
    Retries retries = new Retries(PATIENCE);
    List<Change> left = List.copyOf(changes);
    while (true) {
      try {
        Left answer = sendOnce(name, left);
        left = answer.changes;
        if (left.isEmpty()) {
          return;
        }
        retries.pause(new IndexUnavailableException(
            "the cluster at %s could not write %d documents now: %s"
                .formatted(cluster.address(), left.size(), answer.reason)));
        // Half of them first, where all were too much.
        if (left.size() > 1) {
          send(name, left.subList(0, left.size() / 2));
          left = left.subList(left.size() / 2, left.size());
        }
      } catch (RefusedException e) {
        if (!e.isTooLarge()) {
          throw refused(name, e);
        }
        if (left.size() == 1) {
          throw new IOException(
              "the cluster at %s takes no request of %d bytes, as which document \"%s\" is kept; allow it more (%s)"
                  .formatted(cluster.address(), left.getFirst().lines.length, left.getFirst().id, MAX_REQUEST),
              e);
        }
        send(name, left.subList(0, left.size() / 2));
        left = left.subList(left.size() / 2, left.size());
      } catch (IndexUnavailableException e) {
        retries.pause(e);
      }
    }
  }

  private static IOException refused(String name, RefusedException e) {
    if (e.isMissing()) {
      return closed(name, e);
    }
    return e.isBlocked() ? locked(name, e) : e;
  }

  private static IOException closed(String name, @Nullable Throwable cause) {
    return new ClosedException("the cluster has no index of the name %s, or not any more".formatted(name), cause);
  }

  private static IOException locked(String name, Throwable cause) {
    return new IndexLockedException("the index %s is closed to writing".formatted(name), cause);
  }

  /// What is to be sent again, and why.
  private record Left(List<Change> changes, String reason) {}

  /// Sends all, and gives back those that are to be sent again.
  private Left sendOnce(String name, List<Change> changes) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    changes.forEach(change -> lines.writeBytes(change.lines));
    String place = "/%s/_bulk?timeout=60s&require_alias=true".formatted(name);
    JsonNode answer = cluster.sendLines(place, lines.toByteArray());
    if (!answer.path("errors").asBoolean(true)) {
      return new Left(List.of(), "");
    }
    List<Change> again = new ArrayList<>();
    String why = "";
    List<String> refused = new ArrayList<>();
    Optional<JsonNode> reason = Optional.empty();
    for (int i = 0; i < changes.size(); i++) {
      JsonNode item = answer.path("items").path(i).iterator().next();
      int status = item.path("status").asInt();
      JsonNode error = item.path("error");
      if ((status == TOO_MANY_REQUESTS && !isBlock(error)) || status >= 500) {
        again.add(changes.get(i));
        why = error.path("reason").asString("status " + status);
      } else if (!error.isMissingNode()) {
        refused.add(changes.get(i).id);
        reason = reason.or(() -> Optional.of(error));
      }
    }
    if (reason.isPresent()) {
      throw refused(name, reason.get(), refused);
    }
    return new Left(again, why);
  }

  private static boolean isBlock(JsonNode error) {
    return error.path("type").asString("").equals("cluster_block_exception");
  }

  private IOException refused(String name, JsonNode error, List<String> ids) {
    String reason = error.path("reason").asString("");
    if (error.path("type").asString("").equals("index_not_found_exception")) {
      return closed(name, null);
    }
    if (isBlock(error)) {
      return reason.contains("disk") ? cluster.fullDisk(reason) : locked(name, new IOException(reason));
    }
    String named =
        "\"%s\"".formatted(String.join("\", \"", ids.subList(0, Math.min(NAMED, ids.size()))))
            + (ids.size() > NAMED ? " and %d others".formatted(ids.size() - NAMED) : "");
    String cause = error.path("caused_by").path("reason").asString("");
    return new IOException(
        "the cluster at %s did not take %s: %s%s"
            .formatted(cluster.address(), named, reason, cause.isEmpty() ? "" : ": " + cause));
  }
}
