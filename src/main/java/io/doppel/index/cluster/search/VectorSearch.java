package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.PassageIndex;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Finds the passages nearest to a vector at a point in time. The engine's graph finds documents; their passages are
/// scored here, by the vectors in float32 that are stored beside it.
///
/// The nearest passages are all of the documents whose nearest passages are nearest: so many documents are enough.
public final class VectorSearch {

  /// How much wider than the documents wanted the walk is, since the last places of a walk are the least reliable.
  private static final int WIDTH_PER_HIT = 2;

  /// The growth from one attempt to the next.
  private static final int WIDENING = 4;

  private static final int FIRST_WITHIN = 64;

  /// Documents with their vectors that are held at once.
  private static final int HELD = 20_000;

  private final PointInTime view;
  private final int minWidth;
  private final Map<String, Object> filter;

  /// @param minWidth how many candidates a walk keeps at least
  /// @param filter a query for the documents that count
  VectorSearch(PointInTime view, int minWidth, Map<String, Object> filter) {
    this.view = view;
    this.minWidth = minWidth;
    this.filter = filter;
  }

  /// @param minWidth how many candidates a walk keeps at least
  public VectorSearch(PointInTime view, int minWidth) {
    this(view, minWidth, State.EVERYTHING);
  }

  /// The `k` nearest passages.
  public Hits nearest(Embedding query, int k, Effort effort) throws IOException {
    return hits(passages(query, k, effort), k);
  }

  private Hits hits(List<Nearby> found, int k) throws IOException {
    boolean more = found.size() > k || (k == PassageIndex.MAX_HITS && State.of(view).passages() > k);
    return hits(found.subList(0, Math.min(k, found.size())), more);
  }

  /// The `k` nearest passages to each query, exactly, in as few passes over all vectors as the memory allows.
  public List<Hits> exact(List<Embedding> queries, int k) throws IOException {
    int limit = Math.min(PassageIndex.MAX_HITS, k + 1);
    int together = Math.max(1, HELD / limit);
    List<Hits> answers = new ArrayList<>();
    for (int from = 0; from < queries.size(); from += together) {
      List<Embedding> some = queries.subList(from, Math.min(queries.size(), from + together));
      Cancellation.check();
      List<List<Stored>> documents = all(some, limit);
      for (int i = 0; i < some.size(); i++) {
        answers.add(hits(Nearby.of(documents.get(i), some.get(i)), k));
      }
    }
    return answers;
  }

  /// The `k` nearest passages, nearest first, and some of those that come next.
  List<Nearby> passages(Embedding query, int k, Effort effort) throws IOException {
    int limit = Math.min(PassageIndex.MAX_HITS, k + 1);
    List<Stored> documents = documents(query, limit, effort);
    List<Nearby> found = Nearby.of(documents, query);
    // Which of those that are as near came along is the engine's chance; as many as it looked at tell.
    boolean tied =
        effort == Effort.APPROXIMATE
            && documents.size() == limit
            && found.size() >= k
            && found.get(k - 1).similarity() <= farthest(documents, query);
    return tied ? Nearby.of(documents(query, width(limit), effort), query) : found;
  }

  private int width(int limit) {
    return Math.min(PassageIndex.MAX_HITS, Math.max(minWidth, WIDTH_PER_HIT * limit));
  }

  /// The passages of at least `minSimilarity`, or the `limit` nearest of them.
  public Hits within(Embedding query, float minSimilarity, int limit, Effort effort) throws IOException {
    int width = Math.min(limit + 1, FIRST_WITHIN);
    while (true) {
      List<Stored> documents = documents(query, width, effort);
      List<Nearby> all = Nearby.of(documents, query);
      List<Nearby> similar = all.stream().filter(each -> each.similarity() >= minSimilarity).toList();
      double farthest = farthest(documents, query);
      boolean reachedBelow = documents.size() < width || farthest < minSimilarity;
      boolean enough = similar.size() > limit && similar.get(limit - 1).similarity() > farthest;
      if (reachedBelow || enough || width == PassageIndex.MAX_HITS) {
        boolean more = similar.size() > limit || (!reachedBelow && State.of(view).documents() > width);
        return hits(similar.subList(0, Math.min(limit, similar.size())), more);
      }
      width = Math.min(PassageIndex.MAX_HITS, WIDENING * width);
    }
  }

  /// How near the farthest of the documents is, by its nearest passage.
  private static double farthest(List<Stored> documents, Embedding query) {
    return documents.stream().mapToDouble(document -> best(document, query)).min().orElse(-1);
  }

  private static double best(Stored document, Embedding query) {
    return document.passages().stream()
        .mapToDouble(passage -> query.cosine(passage.embedding()))
        .max()
        .orElse(-1);
  }

  /// The `limit` documents with the nearest passages, in no particular order; fewer only if there are fewer.
  List<Stored> documents(Embedding query, int limit, Effort effort) throws IOException {
    return switch (effort) {
      case APPROXIMATE -> walk(query, limit);
      case EXACT -> all(query, limit);
    };
  }

  private List<Stored> walk(Embedding query, int limit) throws IOException {
    Map<String, Object> body = new HashMap<>(view.engine().near(query.toArray(), limit, width(limit), filter));
    body.put("size", limit);
    List<Stored> found = view.sources(body, Stored.WITHOUT_TEXT).stream().map(Stored::of).toList();
    // A graph can fall apart, and nobody is to get fewer hits for that.
    return found.size() < limit && found.size() < view.count(filter) ? all(query, limit) : found;
  }

  private List<Stored> all(Embedding query, int limit) throws IOException {
    return all(List.of(query), limit).getFirst();
  }

  private record Ranked(Stored document, double similarity) {

    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingDouble(Ranked::similarity)
            .reversed()
            .thenComparing(ranked -> ranked.document.id(), Stored.BY_CODE_POINT);
  }

  /// Reads all vectors, once for all queries: engines without scripts have no other way.
  private List<List<Stored>> all(List<Embedding> queries, int limit) throws IOException {
    List<PriorityQueue<Ranked>> best = new ArrayList<>();
    queries.forEach(query -> best.add(new PriorityQueue<>(Ranked.BEST_FIRST.reversed())));
    view.each(
        filter,
        Stored.WITHOUT_TEXT,
        source -> {
          Stored document = Stored.of(source);
          for (int i = 0; i < queries.size(); i++) {
            PriorityQueue<Ranked> found = best.get(i);
            found.add(new Ranked(document, best(document, queries.get(i))));
            if (found.size() > limit) {
              found.remove();
            }
          }
        });
    return best.stream().map(found -> found.stream().map(Ranked::document).toList()).toList();
  }

  private Hits hits(List<Nearby> found, boolean more) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    found.forEach(each -> ids.add(each.documentId()));
    Map<String, Document> documents = new DocumentReader(view).documents(ids);
    List<Hit> hits = new ArrayList<>(found.size());
    for (Nearby each : found) {
      Document document = DocumentReader.require(documents, each.documentId());
      hits.add(new Hit(each.passage().of(document), each.similarity()));
    }
    return new Hits(hits, more);
  }
}
