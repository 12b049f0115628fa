package io.doppel.index.cluster;

import io.doppel.file.KeptFile;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.work.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file beside an index, in an index that all collections of a catalog share. One document of the engine stands for
/// it, with its end and the names of the parts before that; parts are written first and under new names, and the
/// document only if it is still the one that was read. So readers see all of a content, and of two writers neither
/// loses what the other one wrote. Thread-safe.
final class ClusterFile implements KeptFile {

  private static final Logger LOG = Logger.getLogger(ClusterFile.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Of a content that is written whole.
  private static final int PART_BYTES = 512 << 10;

  /// From which size on an end becomes a part: what is added is written together with the end.
  private static final int END_BYTES = 64 << 10;

  /// Files that are deleted in one go.
  private static final int PAGE = 1_000;

  private static final Map<String, Object> INDEX =
      Map.of(
          "settings",
          Map.of("index", Map.of("number_of_shards", 1, "auto_expand_replicas", "0-1")),
          "mappings",
          Map.of("dynamic", false, "properties", Map.of("collection", Map.of("type", "keyword"))));

  private final RestCluster cluster;
  private final String index;
  private final String alias;
  private final String collection;
  private final String name;

  ClusterFile(RestCluster cluster, String collection, String name) {
    this.cluster = cluster;
    this.index = index(cluster);
    this.alias = cluster.address().prefix() + "." + collection;
    this.collection = collection;
    this.name = name;
  }

  /// Where files beside the indexes are: no collection has such a name.
  private static String index(RestCluster cluster) {
    return cluster.address().prefix() + "._files";
  }

  /// Which writing of the document that stands for the file it was; of none, -1.
  private record Version(long number, long term) {

    static final Version NONE = new Version(-1, 0);

    static Version of(JsonNode document) {
      return new Version(document.path("_seq_no").asLong(), document.path("_primary_term").asLong());
    }
  }

  private record Part(String id, int bytes) {}

  /// The document that stands for the file.
  private static final class Head {
    private final Version version;
    private final List<Part> parts;
    private final byte[] end;

    Head(Version version, List<Part> parts, byte[] end) {
      this.version = version;
      this.parts = parts;
      this.end = end;
    }

    boolean isThere() {
      return !version.equals(Version.NONE);
    }
  }

  private static <T> T patiently(Retries.Work<T> work) throws IOException {
    return Retries.patiently(PATIENCE, work);
  }

  private String id() {
    return id(collection, name);
  }

  private static String id(String collection, String name) {
    return collection + ":" + name;
  }

  private Optional<JsonNode> get(String id, String parameters) throws IOException {
    try {
      return Optional.of(cluster.send("GET", "/%s/_doc/%s%s".formatted(index, id, parameters)));
    } catch (RefusedException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Head head() throws IOException {
    Optional<JsonNode> found = get(id(), "");
    if (found.isEmpty()) {
      return new Head(Version.NONE, List.of(), new byte[0]);
    }
    JsonNode source = found.get().path("_source");
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : source.path("parts")) {
      parts.add(new Part(part.path("id").asString(), part.path("bytes").asInt()));
    }
    return new Head(Version.of(found.get()), parts, source.path("content").binaryValue());
  }

  @Override
  public boolean exists() throws IOException {
    return !version().equals(Version.NONE);
  }

  @Override
  public Object version() throws IOException {
    return patiently(() -> get(id(), "?_source=false").map(Version::of).orElse(Version.NONE));
  }

  @Override
  public Optional<byte[]> read(long from) throws IOException {
    return patiently(() -> content(head(), from));
  }

  private Optional<byte[]> content(Head head, long from) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    long skipped = from;
    for (Part part : head.parts) {
      if (skipped >= part.bytes) {
        skipped -= part.bytes;
      } else {
        byte[] bytes =
            get(part.id, "")
                .orElseThrow(() -> new IndexUnavailableException(this + " changed while it was read"))
                .path("_source")
                .path("content")
                .binaryValue();
        content.write(bytes, (int) skipped, bytes.length - (int) skipped);
        skipped = 0;
      }
    }
    if (!head.isThere() || skipped > head.end.length) {
      return Optional.empty();
    }
    content.write(head.end, (int) skipped, head.end.length - (int) skipped);
    return Optional.of(content.toByteArray());
  }

  /// The files of one name beside several indexes, by the name of the index; without those that are long.
  static Map<String, byte[]> read(RestCluster cluster, List<String> collections, String name) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    if (collections.isEmpty() || !cluster.has("/" + index(cluster))) {
      return found;
    }
    List<String> ids = collections.stream().map(collection -> id(collection, name)).toList();
    JsonNode answer = cluster.send("POST", "/%s/_mget".formatted(index(cluster)), Map.of("ids", ids));
    for (JsonNode document : answer.path("docs")) {
      JsonNode source = document.path("_source");
      if (source.has("content") && source.path("parts").isEmpty()) {
        found.put(source.path("collection").asString(), source.path("content").binaryValue());
      }
    }
    return found;
  }

  @Override
  public void write(byte[] content) throws IOException {
    patiently(() -> replace(head(), Optional.of(content)));
  }

  @Override
  public void change(Change change) throws IOException {
    patiently(
        () -> {
          Head before = head();
          Optional<byte[]> content = content(before, 0);
          Optional<byte[]> changed = change.of(content);
          boolean same = content.isPresent() && changed.isPresent() && Arrays.equals(content.get(), changed.get());
          return same ? before : replace(before, changed);
        });
  }

  private Head replace(Head before, Optional<byte[]> content) throws IOException {
    if (content.isEmpty()) {
      return delete(before);
    }
    byte[] all = content.get();
    List<Part> parts = new ArrayList<>();
    int start = 0;
    while (all.length - start > END_BYTES) {
      int end = Math.min(all.length, start + PART_BYTES);
      parts.add(part(Arrays.copyOfRange(all, start, end)));
      start = end;
    }
    Head after = put(before, parts, Arrays.copyOfRange(all, start, all.length));
    forgetIfPossible(before.parts);
    return after;
  }

  @Override
  public void append(String line) throws IOException {
    patiently(
        () -> {
          Head before = head();
          ByteArrayOutputStream end = new ByteArrayOutputStream();
          end.writeBytes(before.end);
          if (before.end.length > 0 && before.end[before.end.length - 1] != '\n') {
            end.write('\n');
          }
          List<Part> parts = new ArrayList<>(before.parts);
          if (end.size() > END_BYTES) {
            parts.add(part(end.toByteArray()));
            end.reset();
          }
          end.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
          return put(before, parts, end.toByteArray());
        });
  }

  /// Writes a part, which nobody reads before a document names it.
  private Part part(byte[] bytes) throws IOException {
    requireIndex();
    Part part = new Part(id() + ":" + UUID.randomUUID(), bytes.length);
    cluster.send(
        "PUT", "/%s/_doc/%s".formatted(index, part.id), Map.of("collection", collection, "content", bytes));
    return part;
  }

  /// Writes the document that stands for the file, if nobody has done so since `before` was read; else it is to be done
  /// again.
  private Head put(Head before, List<Part> parts, byte[] end) throws IOException {
    requireIndex();
    if (!cluster.has("/_alias/" + alias)) {
      throw new NoSuchFileException(toString());
    }
    Map<String, Object> document =
        Map.of(
            "collection",
            collection,
            "parts",
            parts.stream().map(part -> Map.of("id", part.id, "bytes", part.bytes)).toList(),
            "content",
            end);
    try {
      JsonNode answer =
          cluster.send("PUT", "/%s/_doc/%s?%s".formatted(index, id(), condition(before.version)), document);
      return new Head(Version.of(answer), parts, end);
    } catch (RefusedException e) {
      // Sent to another node where one did not answer, it may be refused because it was written.
      List<Part> named = head().parts;
      forgetIfPossible(parts.stream().filter(part -> !before.parts.contains(part) && !named.contains(part)).toList());
      throw again(e);
    }
  }

  private static String condition(Version version) {
    return version.equals(Version.NONE)
        ? "op_type=create"
        : "if_seq_no=%d&if_primary_term=%d".formatted(version.number, version.term);
  }

  private IOException again(RefusedException e) {
    return e.isConflict() ? new IndexUnavailableException("others write to " + this, e) : e;
  }

  @Override
  public void delete() throws IOException {
    patiently(() -> delete(head()));
  }

  private Head delete(Head before) throws IOException {
    if (before.isThere()) {
      try {
        cluster.send("DELETE", "/%s/_doc/%s?%s".formatted(index, id(), condition(before.version)));
      } catch (RefusedException e) {
        throw again(e);
      }
      forgetIfPossible(before.parts);
    }
    return before;
  }

  /// Deletes parts that nobody names any more. Where that fails they take room, until the collection is deleted.
  private void forgetIfPossible(List<Part> parts) {
    try {
      delete(cluster, index, parts.stream().map(Part::id).toList());
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "parts of " + this + " are left");
    }
  }

  /// The index in which files are is made with the first of them.
  private void requireIndex() throws IOException {
    if (!cluster.has("/" + index)) {
      try {
        cluster.send("PUT", "/" + index, INDEX);
      } catch (RefusedException e) {
        if (!e.isThere()) {
          throw e;
        }
      }
    }
  }

  /// Deletes all files that are kept beside an index.
  static void deleteAll(RestCluster cluster, String collection) throws IOException {
    String index = index(cluster);
    if (!cluster.has("/" + index)) {
      return;
    }
    Map<String, Object> search = new HashMap<>();
    search.put("query", Map.of("term", Map.of("collection", collection)));
    search.put("size", PAGE);
    search.put("_source", false);
    while (true) {
      Cancellation.check();
      cluster.send("POST", "/%s/_refresh".formatted(index));
      JsonNode answer =
          cluster.send("POST", "/%s/_search?allow_partial_search_results=false".formatted(index), search);
      List<String> found =
          answer.path("hits").path("hits").valueStream().map(hit -> hit.path("_id").asString()).toList();
      if (found.isEmpty()) {
        return;
      }
      patiently(() -> delete(cluster, index, found));
    }
  }

  /// @throws IndexUnavailableException if one of them is still there
  private static List<String> delete(RestCluster cluster, String index, List<String> ids) throws IOException {
    if (ids.isEmpty()) {
      return ids;
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String id : ids) {
      lines.writeBytes(JsonMapper.shared().writeValueAsBytes(Map.of("delete", Map.of("_id", id))));
      lines.write('\n');
    }
    for (JsonNode item : cluster.sendLines("/%s/_bulk".formatted(index), lines.toByteArray()).path("items")) {
      JsonNode error = item.path("delete").path("error");
      if (!error.isMissingNode()) {
        String reason = error.path("reason").asString("");
        throw reason.contains("disk")
            ? cluster.fullDisk(reason)
            : new IndexUnavailableException(
                "the cluster at %s could not delete files of a collection: %s".formatted(cluster.address(), reason));
      }
    }
    return ids;
  }

  @Override
  public String toString() {
    return "%s of collection \"%s\" at %s".formatted(name, collection, cluster.address());
  }
}
