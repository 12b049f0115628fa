package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.IndexFields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What an index has at a point in time.
///
/// @param documents how many
/// @param passages how many
/// @param name made of all that the documents have: the same for the same, whichever node is asked, and in all
///     likelihood another one for anything else
public record State(long documents, long passages, String name) {

  static final Map<String, Object> EVERYTHING = Map.of("match_all", Map.of());

  /// Goes through all documents, of which it reads four numbers.
  public static State of(PointInTime view) throws IOException {
    Map<String, Object> sums = new HashMap<>();
    sums.put(IndexFields.COUNT, sum(IndexFields.COUNT));
    IndexFields.STATES.forEach(field -> sums.put(field, sum(field)));
    JsonNode answer = view.search(Map.of("size", 0, "track_total_hits", true, "aggs", sums));
    long documents = answer.path("hits").path("total").path("value").asLong();
    StringBuilder name = new StringBuilder(Long.toHexString(documents));
    for (String field : IndexFields.STATES) {
      name.append('-').append(Long.toHexString(value(answer, field)));
    }
    return new State(documents, value(answer, IndexFields.COUNT), name.toString());
  }

  private static Map<String, Object> sum(String field) {
    return Map.of("sum", Map.of("field", field));
  }

  private static long value(JsonNode answer, String field) {
    return (long) answer.path("aggregations").path(field).path("value").asDouble();
  }
}
