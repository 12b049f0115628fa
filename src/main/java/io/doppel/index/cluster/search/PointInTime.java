package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.failure.IndexUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// What an index shows at a point in time, held by the cluster until it is closed, or until nobody has asked for some
/// minutes. Every answer is complete. Thread-safe.
public final class PointInTime implements Closeable {

  /// From one question to the next.
  private static final String KEEP_ALIVE = "5m";

  /// Documents that are read in one go.
  private static final int PAGE = 100;

  /// The same without their texts.
  private static final int WIDE_PAGE = 2_000;

  /// Passages that are read in one go, with their vectors, their words and their texts: some thirty megabytes.
  public static final int PASSAGES = 5_000;

  private final RestCluster cluster;
  private final Engine engine;
  private final String index;
  private volatile String view;

  private PointInTime(RestCluster cluster, Engine engine, String index, String view) {
    this.cluster = cluster;
    this.engine = engine;
    this.index = index;
    this.view = view;
  }

  /// @param index the name of the index, or another name for it
  public static PointInTime open(RestCluster cluster, Engine engine, String index) throws IOException {
    return new PointInTime(cluster, engine, index, engine.openView(cluster, index, KEEP_ALIVE));
  }

  /// The same index at the point in time of now, where the one before is lost.
  public PointInTime again() throws IOException {
    return open(cluster, engine, index);
  }

  public Engine engine() {
    return engine;
  }

  /// Searches with this body.
  ///
  /// @throws IndexUnavailableException if a part of the index cannot answer
  public JsonNode search(Map<String, ?> body) throws IOException {
    Map<String, Object> whole = new HashMap<>(body);
    whole.put("pit", Map.of("id", view, "keep_alive", KEEP_ALIVE));
    JsonNode answer = cluster.send("POST", "/_search?allow_partial_search_results=false", whole);
    if (answer.path("timed_out").asBoolean(false) || answer.path("_shards").path("failed").asInt(0) > 0) {
      throw new IndexUnavailableException(
          "the cluster at %s answered in part only: %s of %s shards failed"
              .formatted(
                  cluster.address(), answer.path("_shards").path("failed"), answer.path("_shards").path("total")));
    }
    view = answer.path("pit_id").asString(view);
    return answer;
  }

  /// What the documents have that a query finds, best first.
  ///
  /// @param body without what is to be read
  /// @param fields what is read of each
  public List<JsonNode> sources(Map<String, ?> body, List<String> fields) throws IOException {
    Map<String, Object> whole = new HashMap<>(body);
    whole.put("_source", fields);
    whole.put("track_total_hits", false);
    List<JsonNode> sources = new ArrayList<>();
    for (JsonNode hit : search(whole).path("hits").path("hits")) {
      sources.add(hit.path("_source"));
    }
    return sources;
  }

  /// The ids of the documents that a query finds, best first, with the number of their passages.
  ///
  /// @param body without what is to be read
  Map<String, Integer> sizes(Map<String, ?> body) throws IOException {
    Map<String, Object> whole = new HashMap<>(body);
    whole.put("_source", false);
    whole.put("docvalue_fields", List.of(IndexFields.ID, IndexFields.COUNT));
    whole.put("track_total_hits", false);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (JsonNode hit : search(whole).path("hits").path("hits")) {
      sizes.put(hit.path("fields").path(IndexFields.ID).path(0).asString(), passages(hit));
    }
    return sizes;
  }

  /// How many passages a document has, where that was asked for.
  static int passages(JsonNode hit) {
    return hit.path("fields").path(IndexFields.COUNT).path(0).asInt(1);
  }

  /// Hands what all documents have that a query finds to `reader`, in no particular order.
  void each(Map<String, Object> query, List<String> fields, Consumer<JsonNode> reader) throws IOException {
    each(query, fields, PAGE, reader);
  }

  /// The same without texts, of which nobody knows how long they are: more at once.
  void vectors(Map<String, Object> query, Consumer<JsonNode> reader) throws IOException {
    each(query, Stored.VECTORS, WIDE_PAGE, reader);
  }

  private void each(Map<String, Object> query, List<String> fields, int most, Consumer<JsonNode> reader)
      throws IOException {
    pages(
        Cursor.of(
            this,
            Map.of("query", query, "_source", fields, "docvalue_fields", List.of(IndexFields.COUNT)),
            most,
            PASSAGES),
        hit -> reader.accept(hit.path("_source")));
  }

  /// Hands all that it finds to `reader`, page by page.
  static void pages(Cursor cursor, Consumer<JsonNode> reader) throws IOException {
    for (List<JsonNode> hits = cursor.next(); !hits.isEmpty(); hits = cursor.next()) {
      hits.forEach(reader);
    }
  }

  /// How many documents a query finds.
  public long count(Map<String, Object> query) throws IOException {
    return search(Map.of("query", query, "size", 0, "track_total_hits", true))
        .path("hits")
        .path("total")
        .path("value")
        .asLong();
  }

  /// Lets it be held for some more minutes.
  public void touch() throws IOException {
    search(Map.of("size", 0, "track_total_hits", false));
  }

  /// Lets the cluster forget it; what is lost already is no mistake.
  @Override
  public void close() throws IOException {
    try {
      engine.closeView(cluster, view);
    } catch (IndexUnavailableException | RefusedException e) {
      // The cluster forgets it by itself after some minutes.
    }
  }
}
