package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.rest.AnswerTooLongException;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// All that a query finds at a point in time, page by page. A page that cannot be had now is asked for again, for a
/// while, and one that is too long in smaller ones. One thread at a time.
public final class Cursor {

  private static final String ANY_ORDER = "_shard_doc";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// So many documents come first, before it is known how long they are.
  private static final int FIRST = 10;

  private PointInTime view;
  private final int most;
  private final long passages;
  private final Map<String, Object> body;
  private int page;
  private boolean ended;

  private Cursor(PointInTime view, Map<String, ?> body, int most, long passages, String order) {
    this.view = view;
    this.most = most;
    this.passages = passages;
    this.page = passages == Long.MAX_VALUE ? most : Math.min(FIRST, most);
    this.body = new HashMap<>(body);
    this.body.put("track_total_hits", false);
    this.body.put("sort", List.of(Map.of(order, "asc")));
  }

  /// In the order that costs least, which is another one at another point in time.
  ///
  /// @param body of the search, without size and order
  /// @param most documents a page
  static Cursor of(PointInTime view, Map<String, ?> body, int most) {
    return new Cursor(view, body, most, Long.MAX_VALUE, ANY_ORDER);
  }

  /// The same with pages of so many passages, or little more, whatever each has that is read.
  ///
  /// @param body has [IndexFields#COUNT] among its fields
  static Cursor of(PointInTime view, Map<String, ?> body, int most, long passages) {
    return new Cursor(view, body, most, passages, ANY_ORDER);
  }

  /// The same in the order of ids.
  public static Cursor byId(PointInTime view, Map<String, ?> body, int most, long passages) {
    return new Cursor(view, body, most, passages, IndexFields.ID);
  }

  /// Goes on where it was, at another point in time that shows the same; one by id only.
  public void goOn(PointInTime other) {
    view = other;
  }

  /// The next hits; none at the end.
  public List<JsonNode> next() throws IOException {
    if (ended) {
      return List.of();
    }
    Cancellation.check();
    List<JsonNode> hits = new ArrayList<>();
    page().path("hits").path("hits").forEach(hits::add);
    ended = hits.size() < page;
    if (!ended) {
      body.put("search_after", List.of(hits.getLast().path("sort").path(0)));
      page = next(hits);
    }
    return hits;
  }

  private JsonNode page() throws IOException {
    while (true) {
      body.put("size", page);
      try {
        return Retries.patiently(PATIENCE, () -> view.search(body));
      } catch (AnswerTooLongException e) {
        if (page == 1) {
          throw e;
        }
        page /= 2;
      }
    }
  }

  /// As many documents as have the passages that there are to be, if the next are as long as these.
  private int next(List<JsonNode> hits) {
    if (passages == Long.MAX_VALUE) {
      return page;
    }
    long read = hits.stream().mapToLong(hit -> PointInTime.passages(hit)).sum();
    return Math.clamp(passages * hits.size() / Math.max(1, read), 1, most);
  }
}
