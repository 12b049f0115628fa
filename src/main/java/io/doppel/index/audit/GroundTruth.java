package io.doppel.index.audit;

import io.doppel.encoder.Embedding;
import io.doppel.index.Effort;
import io.doppel.index.Hit;
import io.doppel.index.Hits;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Queries with what is really nearest to them, which approximate answers are held against.
public final class GroundTruth {

  /// Passages as similar as the last of the nearest are as good, whichever of them are found; sums differ by this much with the
  /// order of summing.
  private static final float ROUNDING = 1e-5f;

  private final PassageIndex index;
  private final int k;
  private final List<Embedding> queries;
  private final List<Float> bounds = new ArrayList<>();

  /// Scores all vectors for each query.
  ///
  /// @param k how many are to be found, at most as many as there are passages
  public GroundTruth(PassageIndex index, List<Embedding> queries, int k) throws IOException {
    this.index = index;
    this.queries = queries;
    this.k = k;
    for (Embedding query : queries) {
      List<Hit> nearest = index.nearest(query, k, Effort.EXACT).list();
      bounds.add(nearest.isEmpty() ? -1 : nearest.getLast().similarity());
    }
  }

  public List<Embedding> queries() {
    return queries;
  }

  /// The recall of the searches that the index makes of itself.
  public Recall recall() throws IOException {
    return recall(query -> index.nearest(query, k, Effort.APPROXIMATE));
  }

  /// The recall of a walk of this width.
  public Recall recall(int width) throws IOException {
    return recall(query -> index.nearest(query, k, width));
  }

  private interface Search {
    Hits of(Embedding query) throws IOException;
  }

  private Recall recall(Search search) throws IOException {
    int[] found = new int[queries.size()];
    for (int i = 0; i < found.length; i++) {
      float bound = bounds.get(i) - ROUNDING;
      for (Hit hit : search.of(queries.get(i)).list()) {
        found[i] += hit.similarity() >= bound ? 1 : 0;
      }
    }
    return Recall.of(found, k);
  }
}
