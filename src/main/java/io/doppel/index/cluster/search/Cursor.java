package io.doppel.index.cluster.search;

import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// All that a query finds at a point in time, page by page, in no particular order. One thread at a time.
public final class Cursor {

  private final PointInTime view;
  private final int page;
  private final Map<String, Object> body;
  private boolean ended;

  /// @param body of the search, without size and order
  public Cursor(PointInTime view, Map<String, ?> body, int page) {
    this.view = view;
    this.page = page;
    this.body = new HashMap<>(body);
    this.body.put("size", page);
    this.body.put("track_total_hits", false);
    this.body.put("sort", List.of(Map.of("_shard_doc", "asc")));
  }

  /// The next hits; none at the end.
  public List<JsonNode> next() throws IOException {
    if (ended) {
      return List.of();
    }
    Cancellation.check();
    List<JsonNode> hits = new ArrayList<>();
    view.search(body).path("hits").path("hits").forEach(hits::add);
    ended = hits.size() < page;
    if (!ended) {
      body.put("search_after", List.of(hits.getLast().path("sort").path(0).asLong()));
    }
    return hits;
  }
}
