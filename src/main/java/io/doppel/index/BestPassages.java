package io.doppel.index;

import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collapses passages to their documents: one hit a document, its best passage.
public final class BestPassages {

  private static final int MAX_PASSAGES = 10_000;

  private BestPassages() {}

  /// The `k` documents nearest to `query`, best first. Asks for more passages until there are `k` documents or
  /// the index has no more.
  public static List<Hit> nearest(PassageIndex index, Embedding query, int k, Effort effort) throws IOException {
    int width = Math.min(MAX_PASSAGES, k + k / 2);
    while (true) {
      Hits hits = index.nearest(query, width, effort);
      List<Hit> best = collapse(hits.list());
      if (best.size() >= k || hits.list().size() < width || width == MAX_PASSAGES) {
        return best.subList(0, Math.min(k, best.size()));
      }
      width = Math.min(MAX_PASSAGES, width * 4);
    }
  }

  /// The first hit of each document, in the order given.
  public static List<Hit> collapse(List<Hit> hits) {
    Set<String> seen = new HashSet<>();
    List<Hit> best = new ArrayList<>();
    for (Hit hit : hits) {
      if (seen.add(hit.passage().documentId())) {
        best.add(hit);
      }
    }
    return best;
  }
}
