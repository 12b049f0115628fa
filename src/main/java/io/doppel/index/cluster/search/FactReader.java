package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.FactTerms;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.hit.Facet;
import io.doppel.index.query.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What metadata the documents have, at a point in time.
public final class FactReader {

  /// As many values as an engine counts for one answer.
  private static final int MOST_VALUES = 60_000;

  private static final int WIDENING = 8;

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

  /// See [io.doppel.index.IndexView#facets].
  ///
  /// @throws IndexUnavailableException if there are more values than an engine counts exactly
  public Facet facet(String field, Filter filter, int limit) throws IOException {
    String prefix = FactTerms.texts(field);
    Map<String, Object> query = FactTerms.query(filter);
    int width = limit + 1;
    while (true) {
      Map<String, Object> values =
          Map.of(
              "terms",
              Map.of(
                  "field",
                  IndexFields.FACTS,
                  "include",
                  SPECIAL.matcher(prefix).replaceAll("\\\\$0") + "@",
                  "size",
                  limit + 1,
                  "shard_size",
                  width));
      JsonNode answer = buckets(Map.of("size", 0, "query", query, "aggs", Map.of("values", values)));
      // Each shard tells those that are most frequent there; another may be so in all of them together.
      if (answer.path("doc_count_error_upper_bound").asLong() == 0) {
        return facet(field, prefix, answer.path("buckets"), limit);
      }
      if (width == MOST_VALUES) {
        throw new IndexUnavailableException(
            "the field %s has more values than the cluster counts exactly, %d for each shard"
                .formatted(field, MOST_VALUES));
      }
      width = Math.min(MOST_VALUES, WIDENING * width);
    }
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
    values.sort(
        Comparator.comparingLong(Facet.Count::documents)
            .reversed()
            .thenComparing(Facet.Count::value, Stored.BY_CODE_POINT));
    return new Facet(field, values.stream().limit(limit).toList(), values.size() > limit);
  }
}
