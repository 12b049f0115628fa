package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.FactTerms;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.hit.Facet;
import io.doppel.index.query.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What metadata the documents have, at a point in time.
public final class FactReader {

  /// As many values as an engine counts for one answer.
  private static final int MOST_VALUES = 60_000;

  private static final int WIDENING = 8;

  /// Values that are counted again where shards do not tell all of theirs; more than any facet has.
  private static final int CANDIDATES = 2 * Facet.MAX_VALUES;

  /// What has a meaning in the engine's patterns.
  private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}]");

  private final PointInTime view;

  public FactReader(PointInTime view) {
    this.view = view;
  }

  /// See [io.doppel.index.IndexView#fieldNames].
  public List<String> names(int limit) throws IOException {
    Map<String, Object> names =
        Map.of("terms", Map.of("field", IndexFields.NAMES, "size", limit, "order", Map.of("_key", "asc")));
    List<String> found = new ArrayList<>();
    for (JsonNode bucket : buckets(Map.of("size", 0, "aggs", Map.of("values", names))).path("buckets")) {
      found.add(bucket.path("key").asString());
    }
    return found;
  }

  /// See [io.doppel.index.IndexView#facets]. Each shard tells the values that are most frequent there; another one may
  /// be so in all of them together, and is only if a shard has more than [#MOST_VALUES] values before it.
  public Facet facet(String field, Filter filter, int limit) throws IOException {
    String prefix = FactTerms.texts(field);
    Map<String, Object> query = FactTerms.query(filter);
    int width = limit + 1;
    while (true) {
      int size = width == MOST_VALUES ? CANDIDATES : limit + 1;
      JsonNode answer = values(query, SPECIAL.matcher(prefix).replaceAll("\\\\$0") + "@", size, width);
      if (answer.path("doc_count_error_upper_bound").asLong() == 0) {
        return facet(field, prefix, answer.path("buckets"), limit);
      }
      if (width == MOST_VALUES) {
        List<String> found =
            answer.path("buckets").valueStream().map(bucket -> bucket.path("key").asString()).toList();
        // Named one by one, they are counted exactly.
        return facet(field, prefix, values(query, found, found.size(), found.size()).path("buckets"), limit);
      }
      width = Math.min(MOST_VALUES, WIDENING * width);
    }
  }

  /// @param include a pattern of the terms that are counted, or those themselves
  private JsonNode values(Map<String, Object> query, Object include, int size, int width) throws IOException {
    Map<String, Object> terms =
        Map.of("field", IndexFields.FACTS, "include", include, "size", size, "shard_size", width);
    return buckets(Map.of("size", 0, "query", query, "aggs", Map.of("values", Map.of("terms", terms))));
  }

  private JsonNode buckets(Map<String, Object> body) throws IOException {
    return view.search(body).path("aggregations").path("values");
  }

  private static Facet facet(String field, String prefix, JsonNode buckets, int limit) {
    List<Facet.Count> values = new ArrayList<>();
    for (JsonNode bucket : buckets) {
      values.add(
          new Facet.Count(bucket.path("key").asString().substring(prefix.length()), bucket.path("doc_count").asLong()));
    }
    values.sort(Facet.Count.MOST_FREQUENT_FIRST);
    return new Facet(field, values.stream().limit(limit).toList(), values.size() > limit);
  }
}
