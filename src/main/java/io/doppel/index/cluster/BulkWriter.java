package io.doppel.index.cluster;

import io.doppel.index.cluster.layout.DocumentWriter;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes many documents at once, and those again that the cluster had no time for, more slowly. What is written again
/// takes its own place, so nothing comes twice; what arrives after what was written later is passed over.
/// Thread-safe.
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
  private static final Pattern PRESENT = Pattern.compile("current version \\[(\\d{1,19})]");

  private final Versions versions;

  BulkWriter(RestCluster cluster, Versions versions) {
    this.cluster = cluster;
    this.versions = versions;
  }

  /// Nobody may write by that name, or not any more.
  static final class ClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    ClosedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A change of a document, for one call.
  static final class Change {

    private final String id;
    private final byte @Nullable [] content;
    private final boolean ifUnchanged;
    private long version;

    private Change(String id, byte @Nullable [] content, boolean ifUnchanged, long version) {
      this.id = id;
      this.content = content;
      this.ifUnchanged = ifUnchanged;
      this.version = version;
    }

    /// Puts a document in place of what there is of its id.
    ///
    /// @param content its line
    static Change put(String id, byte[] content) {
      return new Change(id, content, false, 0);
    }

    /// Deletes a document, whatever it is now.
    static Change delete(String id) {
      return new Change(id, null, false, 0);
    }

    /// Deletes a document, if nobody has written to it since.
    ///
    /// @param version that was seen
    static Change delete(String id, long version) {
      return new Change(id, null, true, version);
    }

    String id() {
      return id;
    }

    /// With which it was written.
    long version() {
      return version;
    }

    private int size() {
      return content == null ? 0 : content.length;
    }

    private void writeTo(ByteArrayOutputStream lines) {
      if (content == null) {
        DocumentWriter.delete(lines, id, version);
      } else {
        DocumentWriter.put(lines, id, version, content);
      }
    }
  }

  /// Makes changes, which are durable when this returns, on every copy that the cluster counts on.
  ///
  /// @param name of the index, beside its own: what is written by its own would make it, of whatever shape, where it is
  ///     not there any more
  /// @return how many of the changes were not made, since others have written to those documents
  /// @throws ClosedException if it does not have that name, after some of the changes perhaps
  /// @throws IndexLockedException if its operator has closed it to writing
  /// @throws IOException if the cluster refuses some of the documents, with their ids and the reason
  int write(String name, List<Change> changes) throws IOException {
    int left = 0;
    List<Change> some = new ArrayList<>();
    int bytes = 0;
    for (Change change : changes) {
      if (!change.ifUnchanged) {
        change.version = versions.next();
      }
      if (!some.isEmpty() && (bytes + change.size() > BYTES || some.size() == DOCUMENTS)) {
        left += send(name, some);
        some.clear();
        bytes = 0;
      }
      some.add(change);
      bytes += change.size();
    }
    return some.isEmpty() ? left : left + send(name, some);
  }

  private int send(String name, List<Change> changes) throws IOException {
    Retries retries = new Retries(PATIENCE);
    List<Change> left = List.copyOf(changes);
    int overtaken = 0;
    while (true) {
      try {
        Answer answer = sendOnce(name, left);
        overtaken += answer.overtaken;
        left = answer.again;
        if (left.isEmpty()) {
          return overtaken;
        }
        retries.pause(new IndexUnavailableException(
            "the cluster at %s could not write %d documents now: %s"
                .formatted(cluster.address(), left.size(), answer.reason)));
        // Half of them first, where all were too much.
        if (left.size() > 1) {
          overtaken += send(name, left.subList(0, left.size() / 2));
          left = left.subList(left.size() / 2, left.size());
        }
      } catch (RefusedException e) {
        if (!e.isTooLarge()) {
          throw refused(name, e);
        }
        if (left.size() == 1) {
          throw new IOException(
              "the cluster at %s takes no request of %d bytes, as which document \"%s\" is kept; allow it more (%s)"
                  .formatted(cluster.address(), left.getFirst().size(), left.getFirst().id, MAX_REQUEST),
              e);
        }
        overtaken += send(name, left.subList(0, left.size() / 2));
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

  /// @param again what is to be sent again
  /// @param reason why
  /// @param overtaken how many were not made, since others have written to those documents
  private record Answer(List<Change> again, String reason, int overtaken) {}

  private Answer sendOnce(String name, List<Change> changes) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    changes.forEach(change -> change.writeTo(lines));
    String place = "/%s/_bulk?timeout=60s&require_alias=true".formatted(name);
    JsonNode answer = cluster.sendLines(place, lines.toByteArray());
    if (!answer.path("errors").asBoolean(true)) {
      return new Answer(List.of(), "", 0);
    }
    List<Change> again = new ArrayList<>();
    String why = "";
    int overtaken = 0;
    List<String> refused = new ArrayList<>();
    Optional<JsonNode> reason = Optional.empty();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      JsonNode item = answer.path("items").path(i).iterator().next();
      int status = item.path("status").asInt();
      JsonNode error = item.path("error");
      if ((status == TOO_MANY_REQUESTS && !isBlock(error)) || status >= 500) {
        again.add(change);
        why = error.path("reason").asString("status " + status);
      } else if (isConflict(error)) {
        if (change.ifUnchanged) {
          overtaken++;
        } else {
          // Whoever wrote it before has a clock that is ahead.
          change.version = versions.after(present(error));
          again.add(change);
          why = error.path("reason").asString("");
        }
      } else if (!error.isMissingNode()) {
        refused.add(change.id);
        reason = reason.or(() -> Optional.of(error));
      }
    }
    if (reason.isPresent()) {
      throw refused(name, reason.get(), refused);
    }
    return new Answer(again, why, overtaken);
  }

  private static boolean isConflict(JsonNode error) {
    return error.path("type").asString("").equals("version_conflict_engine_exception");
  }

  /// The version that a document has, as the cluster names it where it passes over a smaller one.
  private long present(JsonNode error) throws IOException {
    String reason = error.path("reason").asString("");
    Matcher named = PRESENT.matcher(reason);
    if (!named.find()) {
      throw new IOException(
          "the cluster at %s does not say which version a document has: %s".formatted(cluster.address(), reason));
    }
    return Long.parseLong(named.group(1));
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
