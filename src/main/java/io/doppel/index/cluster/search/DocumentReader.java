package io.doppel.index.cluster.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.rest.AnswerTooLongException;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads documents at a point in time: by their ids, all, or by chance. Valid as long as that is open; thread-safe.
public final class DocumentReader {

  /// Documents that are asked for by their ids in one go.
  private static final int BATCH = 200;

  /// The same where next to nothing is read of each.
  private static final int WIDE_BATCH = 5_000;

  private static final String SEED = "seed";

  private final PointInTime view;

  public DocumentReader(PointInTime view) {
    this.view = view;
  }

  public Map<String, Document> documents(Collection<String> ids) throws IOException {
    return read(ids, Stored.DOCUMENT, Stored::document);
  }

  /// @param sizes how many passages each of them has
  Map<String, Document> documents(Map<String, Integer> sizes) throws IOException {
    Map<String, Document> found = new HashMap<>();
    read(sizes, Stored.DOCUMENT, source -> found.put(Stored.id(source), Stored.document(source)));
    return found;
  }

  public Map<String, String> titles(Collection<String> ids) throws IOException {
    return read(ids, Stored.TITLE, Stored::title);
  }

  public Map<String, EmbeddedDocument> embedded(Collection<String> ids) throws IOException {
    return read(ids, Stored.WHOLE, Stored::embedded);
  }

  private <T> Map<String, T> read(Collection<String> ids, List<String> fields, Function<JsonNode, T> reading)
      throws IOException {
    Map<String, T> found = new HashMap<>();
    read(sizes(ids), fields, source -> found.put(Stored.id(source), reading.apply(source)));
    return inOrder(ids, found);
  }

  /// How many passages each of the documents has that are there.
  Map<String, Integer> sizes(Collection<String> ids) throws IOException {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (List<String> some : batches(ids, WIDE_BATCH)) {
      sizes.putAll(view.sizes(Map.of("query", having(some), "size", some.size())));
    }
    return sizes;
  }

  /// Hands what documents have to `reader`, in no particular order, and never holds more of them than one answer has.
  ///
  /// @param sizes how many passages each of them has
  /// @param fields what is read of each
  void read(Map<String, Integer> sizes, List<String> fields, Consumer<JsonNode> reader) throws IOException {
    List<String> batch = new ArrayList<>();
    long passages = 0;
    for (Map.Entry<String, Integer> each : sizes.entrySet()) {
      if (!batch.isEmpty() && (batch.size() == BATCH || passages + each.getValue() > PointInTime.PASSAGES)) {
        readAtOnce(batch, fields, reader);
        batch.clear();
        passages = 0;
      }
      batch.add(each.getKey());
      passages += each.getValue();
    }
    if (!batch.isEmpty()) {
      readAtOnce(batch, fields, reader);
    }
  }

  private void readAtOnce(List<String> ids, List<String> fields, Consumer<JsonNode> reader) throws IOException {
    Cancellation.check();
    List<JsonNode> sources;
    try {
      sources = view.sources(Map.of("query", having(ids), "size", ids.size()), fields);
    } catch (AnswerTooLongException e) {
      if (ids.size() == 1) {
        throw e;
      }
      readAtOnce(ids.subList(0, ids.size() / 2), fields, reader);
      readAtOnce(ids.subList(ids.size() / 2, ids.size()), fields, reader);
      return;
    }
    sources.forEach(reader);
  }

  public Map<String, String> contentHashes(Collection<String> ids) throws IOException {
    Map<String, String> found = new HashMap<>();
    for (List<String> some : batches(ids, WIDE_BATCH)) {
      Map<String, Object> body =
          Map.of(
              "query",
              having(some),
              "size",
              some.size(),
              "_source",
              false,
              "track_total_hits",
              false,
              "docvalue_fields",
              List.of(IndexFields.ID, IndexFields.HASH));
      for (JsonNode hit : view.search(body).path("hits").path("hits")) {
        JsonNode fields = hit.path("fields");
        found.put(
            fields.path(IndexFields.ID).path(0).asString(), fields.path(IndexFields.HASH).path(0).asString());
      }
    }
    return inOrder(ids, found);
  }

  /// A query for documents of these ids.
  public static Map<String, Object> having(Collection<String> ids) {
    return Map.of("terms", Map.of(IndexFields.ID, ids));
  }

  private static List<List<String>> batches(Collection<String> ids, int size) {
    List<String> all = List.copyOf(ids);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return batches;
  }

  private static <T> Map<String, T> inOrder(Collection<String> ids, Map<String, T> found) {
    Map<String, T> inOrder = new LinkedHashMap<>();
    for (String id : ids) {
      T one = found.get(id);
      if (one != null) {
        inOrder.put(id, one);
      }
    }
    return inOrder;
  }

  /// A document that the same point in time has just shown.
  static Document require(Map<String, Document> documents, String id) throws IOException {
    @Nullable Document document = documents.get(id);
    if (document == null) {
      throw new IOException("the cluster found a document \"%s\" and then did not have it".formatted(id));
    }
    return document;
  }

  /// Ids in order of their code points.
  public List<String> ids(String after, int limit) throws IOException {
    Map<String, Object> body = new HashMap<>();
    body.put("_source", false);
    body.put("size", limit);
    body.put("track_total_hits", false);
    body.put("sort", List.of(Map.of(IndexFields.ID, "asc")));
    if (!after.isEmpty()) {
      body.put("query", Map.of("range", Map.of(IndexFields.ID, Map.of("gt", after))));
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : view.search(body).path("hits").path("hits")) {
      ids.add(hit.path("sort").path(0).asString());
    }
    return ids;
  }

  /// The ids of all documents that a query finds, in no particular order, with the version of each.
  public Map<String, Long> versions(Map<String, Object> query) throws IOException {
    Map<String, Long> versions = new LinkedHashMap<>();
    Map<String, Object> body =
        Map.of(
            "query", query, "_source", false, "version", true, "docvalue_fields", List.of(IndexFields.ID));
    PointInTime.pages(
        Cursor.of(view, body, WIDE_BATCH),
        hit ->
            versions.put(
                hit.path("fields").path(IndexFields.ID).path(0).asString(), hit.path("_version").asLong()));
    return versions;
  }

  public void scan(Consumer<EmbeddedDocument> reader) throws IOException {
    view.each(State.EVERYTHING, Stored.WHOLE, source -> reader.accept(Stored.embedded(source)));
  }

  /// Embeddings of passages drawn at random: of so many documents drawn at random that there are enough, as many.
  ///
  /// @param seed of chance: the same draws the same
  public List<Embedding> sample(int count, long seed) throws IOException {
    Random own = new Random(seed);
    State state = State.of(view);
    List<Embedding> passages = new ArrayList<>();
    Consumer<JsonNode> adding =
        source -> Stored.of(source).passages().forEach(each -> passages.add(each.embedding()));
    if (count >= state.passages()) {
      view.vectors(State.EVERYTHING, adding);
    } else {
      List<String> drawn = draw((int) Math.min(count, state.documents()), own);
      for (int from = 0; from < drawn.size() && passages.size() < count; from += BATCH) {
        read(sizes(drawn.subList(from, Math.min(drawn.size(), from + BATCH))), Stored.VECTORS, adding);
      }
      Collections.shuffle(passages, own);
    }
    return List.copyOf(passages.subList(0, Math.min(count, passages.size())));
  }

  /// Ids of documents drawn at random, in the order in which they were drawn.
  ///
  /// @param seed of chance: the same draws the same
  public List<String> sampleIds(int count, long seed) throws IOException {
    return draw(count, new Random(seed));
  }

  /// Ids drawn at random, in the order in which they were drawn. Chance is the engine's, by the number that each change
  /// of an index has, and the same on every node.
  private List<String> draw(int count, Random random) throws IOException {
    Map<String, Object> body = new HashMap<>();
    body.put("_source", false);
    body.put("track_total_hits", false);
    body.put(
        "query",
        Map.of(
            "function_score",
            Map.of("random_score", Map.of(SEED, random.nextInt(Integer.MAX_VALUE), "field", "_seq_no"))));
    body.put("sort", List.of("_score", Map.of(IndexFields.ID, "asc")));
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      int page = Math.min(WIDE_BATCH, count - ids.size());
      body.put("size", page);
      JsonNode hits = view.search(body).path("hits").path("hits");
      hits.forEach(hit -> ids.add(hit.path("sort").path(1).asString()));
      if (hits.size() < page) {
        break;
      }
      // With the tie-break that an engine may add.
      body.put("search_after", hits.path(hits.size() - 1).path("sort"));
    }
    return ids;
  }
}
