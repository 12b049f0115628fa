package io.doppel.index.audit;

import io.doppel.encoder.Embedding;
import io.doppel.index.GraphWalk;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Queries with what is really nearest to them, which approximate answers are held against.
public final class GroundTruth {

  /// Passages as similar as the last of the nearest are as good, whichever of them are found; sums differ by this much
  /// with the order of summing.
  private static final float ROUNDING = 1e-5f;

  /// Hits that are in memory at once are those of so many queries.
  private static final int TOGETHER = 64;

  private final IndexView view;
  private final int k;
  private final List<Embedding> queries;
  private final List<Float> bounds = new ArrayList<>();

  /// Scores all vectors for each query.
  ///
  /// @param view open for as long as this is used
  /// @param k how many are to be found, at most as many as there are passages
  public GroundTruth(IndexView view, List<Embedding> queries, int k) throws IOException {
    this.view = view;
    this.queries = queries;
    this.k = k;
    each(
        some -> view.nearest(some, k, Effort.EXACT),
        (_, hits) -> bounds.add(hits.list().isEmpty() ? -1 : hits.list().getLast().similarity()));
  }

  public List<Embedding> queries() {
    return queries;
  }

  /// The recall of the searches that the index makes of itself.
  public Recall recall() throws IOException {
    return recall(some -> view.nearest(some, k, Effort.APPROXIMATE));
  }

  /// The recall of a walk of this width.
  ///
  /// @param graph of the same view
  public Recall recall(GraphWalk graph, int width) throws IOException {
    return recall(some -> graph.nearest(some, k, width));
  }

  private interface Search {
    List<Hits> of(List<Embedding> queries) throws IOException;
  }

  private interface Taker {
    void take(int query, Hits hits);
  }

  private void each(Search search, Taker taker) throws IOException {
    for (int from = 0; from < queries.size(); from += TOGETHER) {
      List<Hits> found = search.of(queries.subList(from, Math.min(from + TOGETHER, queries.size())));
      for (int i = 0; i < found.size(); i++) {
        taker.take(from + i, found.get(i));
      }
    }
  }

  private Recall recall(Search search) throws IOException {
    int[] found = new int[queries.size()];
    each(
        search,
        (query, hits) -> {
          float bound = bounds.get(query) - ROUNDING;
          found[query] = (int) hits.list().stream().filter(hit -> hit.similarity() >= bound).count();
        });
    return Recall.of(found, k);
  }
}
