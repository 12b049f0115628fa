package io.doppel.index.cluster;

import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final int TOO_MANY_REQUESTS = 429;

  private final RestCluster cluster;
  private final String index;

  BulkWriter(RestCluster cluster, String index) {
    this.cluster = cluster;
    this.index = index;
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
  /// @throws IOException if the cluster refuses some of the documents, with their ids and the reason
  void write(List<Change> changes) throws IOException {
    List<Change> some = new ArrayList<>();
    int bytes = 0;
    for (Change change : changes) {
      if (!some.isEmpty() && (bytes + change.lines.length > BYTES || some.size() == DOCUMENTS)) {
        send(some);
        some.clear();
        bytes = 0;
      }
      some.add(change);
      bytes += change.lines.length;
    }
    if (!some.isEmpty()) {
      send(some);
    }
  }

  private void send(List<Change> changes) throws IOException {
    Retries retries = new Retries(PATIENCE);
    List<Change> left = List.copyOf(changes);
    while (true) {
      try {
        Left answer = sendOnce(left);
        left = answer.changes;
        if (left.isEmpty()) {
          return;
        }
        retries.pause(new IndexUnavailableException(
            "the cluster at %s could not write %d documents now: %s"
                .formatted(cluster.address(), left.size(), answer.reason)));
        // Half of them first, where all were too much.
        if (left.size() > 1) {
          send(left.subList(0, left.size() / 2));
          left = left.subList(left.size() / 2, left.size());
        }
      } catch (RefusedException e) {
        throw refused(e);
      } catch (IndexUnavailableException e) {
        retries.pause(e);
      }
    }
  }

  private IOException refused(RefusedException e) {
    if (e.isMissing()) {
      throw new IndexClosedException("there is no index %s in the cluster any more".formatted(index), e);
    }
    return e.isBlocked()
        ? new IndexLockedException("the index %s is closed to writing, as while it is rebuilt".formatted(index), e)
        : e;
  }

  /// What is to be sent again, and why.
  private record Left(List<Change> changes, String reason) {}

  /// Sends all, and gives back those that are to be sent again.
  private Left sendOnce(List<Change> changes) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    changes.forEach(change -> lines.writeBytes(change.lines));
    // Without the last, a write to a collection that was deleted would make an index of whatever shape.
    JsonNode answer =
        cluster.sendLines("/%s/_bulk?timeout=60s&require_alias=%s".formatted(index, isAlias()), lines.toByteArray());
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
      throw refused(reason.get(), refused);
    }
    return new Left(again, why);
  }

  /// Whether it is the name of a collection; that of one index has a number behind it.
  private boolean isAlias() {
    return index.chars().filter(letter -> letter == '.').count() == 1;
  }

  private static boolean isBlock(JsonNode error) {
    return error.path("type").asString("").equals("cluster_block_exception");
  }

  private IOException refused(JsonNode error, List<String> ids) {
    String reason = error.path("reason").asString("");
    if (error.path("type").asString("").equals("index_not_found_exception")) {
      throw new IndexClosedException("there is no index %s in the cluster any more".formatted(index), null);
    }
    if (isBlock(error)) {
      return reason.contains("disk")
          ? cluster.fullDisk(reason)
          : new IndexLockedException(
              "the index %s is closed to writing, as while it is rebuilt".formatted(index), new IOException(reason));
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
