package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.PassageIndex;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /// Passages that are held at once, without vectors and words: some 50 MB.
  private static final int HELD = 300_000;

  private final PointInTime view;
  private final int minWidth;
  private final Map<String, Object> filter;
  private final List<String> fields;

  /// One that finds passages with their words.
  ///
  /// @param minWidth how many candidates a walk keeps at least
  /// @param filter a query for the documents that count
  VectorSearch(PointInTime view, int minWidth, Map<String, Object> filter) {
    this(view, minWidth, filter, Stored.WITHOUT_TEXT);
  }

  /// @param minWidth how many candidates a walk keeps at least
  public VectorSearch(PointInTime view, int minWidth) {
    this(view, minWidth, State.EVERYTHING, Stored.VECTORS);
  }

  private VectorSearch(PointInTime view, int minWidth, Map<String, Object> filter, List<String> fields) {
    this.view = view;
    this.minWidth = minWidth;
    this.filter = filter;
    this.fields = fields;
  }

  /// What is nearest among documents that come along.
  private static final class Gathered {

    private final Embedding query;
    private final Best<Nearby> best;
    private int documents;
    private double farthest = 1;

    /// @param most passages that are kept
    Gathered(Embedding query, int most) {
      this.query = query;
      this.best = new Best<>(most, Nearby.BEST_FIRST);
    }

    void add(Stored document) {
      documents++;
      double nearest = -1;
      for (Nearby each : Nearby.of(document, query)) {
        nearest = Math.max(nearest, each.similarity());
        best.add(each);
      }
      farthest = Math.min(farthest, nearest);
    }

    /// Nearest first.
    List<Nearby> passages() {
      return best.inOrder();
    }
  }

  /// The `k` nearest passages by the graph.
  public Hits nearest(Embedding query, int k) throws IOException {
    return hits(passages(query, k), k);
  }

  private Hits hits(List<Nearby> found, int k) throws IOException {
    boolean more = found.size() > k || (k == PassageIndex.MAX_HITS && State.of(view).passages() > k);
    return hits(found.subList(0, Math.min(k, found.size())), more);
  }

  /// The `k` nearest passages to each query, exactly, in as few readings of all vectors as the memory allows.
  public List<Hits> exact(List<Embedding> queries, int k) throws IOException {
    return exact(queries, Math.min(PassageIndex.MAX_HITS, k + 1), found -> hits(found, k));
  }

  /// The passages of at least `minSimilarity` to each query, or the `limit` nearest of them, likewise.
  public List<Hits> exactWithin(List<Embedding> queries, float minSimilarity, int limit) throws IOException {
    return exact(queries, limit + 1, found -> within(similar(found, minSimilarity), limit));
  }

  private List<Hits> exact(List<Embedding> queries, int most, Cancellation.Answering<List<Nearby>, Hits> telling)
      throws IOException {
    List<Hits> answers = new ArrayList<>();
    int together = together(most);
    for (int from = 0; from < queries.size(); from += together) {
      List<Embedding> some = queries.subList(from, Math.min(queries.size(), from + together));
      answers.addAll(Cancellation.each(nearest(some, most), telling));
    }
    return answers;
  }

  /// How many queries may share a reading of which each wants so many passages.
  static int together(int most) {
    return Math.max(1, HELD / most);
  }

  /// The `most` nearest passages to each query, exactly, nearest first and without their words. All vectors are read,
  /// once.
  ///
  /// @param queries no more than are [#together]
  List<List<Nearby>> nearest(List<Embedding> queries, int most) throws IOException {
    return all(queries, most).stream().map(Gathered::passages).toList();
  }

  /// The `k` nearest passages by the graph, nearest first, and one more.
  List<Nearby> passages(Embedding query, int k) throws IOException {
    int limit = Math.min(PassageIndex.MAX_HITS, k + 1);
    Gathered gathered = walk(query, limit, limit);
    List<Nearby> found = gathered.passages();
    // Which of those that are as near came along is the engine's chance; as many as it looked at tell.
    boolean tied =
        gathered.documents == limit && found.size() >= k && found.get(k - 1).similarity() <= gathered.farthest;
    return tied ? walk(query, width(limit), limit).passages() : found;
  }

  private int width(int limit) {
    return Math.min(PassageIndex.MAX_HITS, Math.max(minWidth, WIDTH_PER_HIT * limit));
  }

  /// The passages of at least `minSimilarity` by the graph, or the `limit` nearest of them.
  public Hits within(Embedding query, float minSimilarity, int limit) throws IOException {
    int width = Math.min(limit + 1, FIRST_WITHIN);
    while (true) {
      Gathered gathered = walk(query, width, limit + 1);
      List<Nearby> similar = similar(gathered.passages(), minSimilarity);
      boolean reachedBelow = gathered.documents < width || gathered.farthest < minSimilarity;
      boolean enough = similar.size() > limit && similar.get(limit - 1).similarity() > gathered.farthest;
      if (reachedBelow || enough) {
        return within(similar, limit);
      }
      if (width == PassageIndex.MAX_HITS) {
        boolean more = similar.size() > limit || State.of(view).documents() > width;
        return hits(similar.subList(0, Math.min(limit, similar.size())), more);
      }
      width = Math.min(PassageIndex.MAX_HITS, WIDENING * width);
    }
  }

  private static List<Nearby> similar(List<Nearby> found, float minSimilarity) {
    return found.stream().filter(each -> each.similarity() >= minSimilarity).toList();
  }

  private Hits within(List<Nearby> similar, int limit) throws IOException {
    return hits(similar.subList(0, Math.min(limit, similar.size())), similar.size() > limit);
  }

  /// The `most` nearest passages of the `limit` documents with the nearest ones, fewer only if there are fewer.
  private Gathered walk(Embedding query, int limit, int most) throws IOException {
    Map<String, Object> body = new HashMap<>(view.engine().near(query.toArray(), limit, width(limit), filter));
    body.put("size", limit);
    Map<String, Integer> found = view.sizes(body);
    if (found.size() < limit && found.size() < view.count(filter)) {
      // A graph can fall apart, and nobody is to get fewer hits for that.
      return all(query, most);
    }
    Gathered gathered = new Gathered(query, most);
    new DocumentReader(view).read(found, fields, source -> gathered.add(Stored.of(source)));
    return gathered;
  }

  /// Of the nearest passages of all, with their words, which are read only of those.
  private Gathered all(Embedding query, int most) throws IOException {
    Gathered all = all(List.of(query), most).getFirst();
    if (fields.equals(Stored.VECTORS)) {
      return all;
    }
    Gathered best = new Gathered(query, most);
    new DocumentReader(view)
        .read(Nearby.sizes(all.passages()), fields, source -> best.add(Stored.of(source)));
    best.documents = all.documents;
    best.farthest = all.farthest;
    return best;
  }

  /// Reads all vectors, once for all queries: engines without scripts have no other way.
  private List<Gathered> all(List<Embedding> queries, int most) throws IOException {
    List<Gathered> gathered = queries.stream().map(query -> new Gathered(query, most)).toList();
    view.vectors(
        filter,
        source -> {
          Stored document = Stored.of(source);
          gathered.forEach(each -> each.add(document));
        });
    return gathered;
  }

  private Hits hits(List<Nearby> found, boolean more) throws IOException {
    Map<String, Document> documents = new DocumentReader(view).documents(Nearby.sizes(found));
    List<Hit> hits = new ArrayList<>(found.size());
    for (Nearby each : found) {
      Document document = DocumentReader.require(documents, each.documentId());
      hits.add(new Hit(each.outline().of(document), each.similarity()));
    }
    return new Hits(hits, more);
  }
}
