package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Collapses passages to their documents: one hit a document, its best passage.
public final class BestPassages {

  private static final int MAX_PASSAGES = 10_000;

  private BestPassages() {}

  /// The `k` documents nearest to each query, best first. Asks for more passages until there are `k` documents or
  /// the index has no more.
  public static List<List<Hit>> nearest(
      IndexView view, List<Embedding> queries, int k, Effort effort) throws IOException {
    List<List<Hit>> best = new ArrayList<>(queries.stream().map(query -> List.<Hit>of()).toList());
    List<Integer> open = IntStream.range(0, queries.size()).boxed().toList();
    int width = Math.min(MAX_PASSAGES, k + k / 2);
    while (!open.isEmpty()) {
      List<Hits> found = view.nearest(open.stream().map(queries::get).toList(), width, effort);
      List<Integer> tooFew = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        List<Hit> hits = found.get(i).list();
        List<Hit> documents = collapse(hits);
        best.set(open.get(i), documents.subList(0, Math.min(k, documents.size())));
        if (documents.size() < k && hits.size() == width && width < MAX_PASSAGES) {
          tooFew.add(open.get(i));
        }
      }
      open = tooFew;
      width = Math.min(MAX_PASSAGES, width * 4);
    }
    return best;
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
