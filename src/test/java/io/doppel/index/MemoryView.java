package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Sharing;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.language.hash.Winnowing;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.disguise.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// The oracle: compares each query with all there is. Thread-safe.
@NullMarked
final class MemoryView implements IndexView {

  private final MemoryIndex.State state;
  private volatile boolean closed;

  MemoryView(MemoryIndex.State state) {
    this.state = state;
  }

  private Map<String, EmbeddedDocument> all() throws IndexClosedException {
    if (closed) {
      throw new IndexClosedException("the view is closed", null);
    }
    return state.documents();
  }

  private int dimension() {
    return state.passport().encoder().dimension();
  }

  @Override
  public String generation() {
    return Long.toString(state.commits());
  }

  @Override
  public IndexSettings settings() {
    return state.settings();
  }

  @Override
  public long documents() throws IOException {
    return all().size();
  }

  @Override
  public long passages() throws IOException {
    return all().values().stream().mapToLong(document -> document.passages().size()).sum();
  }

  @Override
  public List<String> documentIds(String after, int limit) {
    IndexBounds.atMost("limit", limit);
    return state.documents().tailMap(after).keySet().stream().filter(id -> !id.equals(after)).limit(limit).toList();
  }

  private <T> Map<String, T> read(Collection<String> ids, Function<EmbeddedDocument, T> reading) throws IOException {
    IndexBounds.batch("ids", ids.size());
    Map<String, T> found = new LinkedHashMap<>();
    for (String id : ids) {
      EmbeddedDocument document = all().get(id);
      if (document != null) {
        found.put(id, reading.apply(document));
      }
    }
    return found;
  }

  @Override
  public Map<String, String> contentHashes(Collection<String> ids) throws IOException {
    return read(ids, document -> ContentHash.of(document.document()));
  }

  @Override
  public Map<String, String> titles(Collection<String> ids) throws IOException {
    return read(ids, document -> document.document().title());
  }

  @Override
  public Map<String, Document> documents(Collection<String> ids) throws IOException {
    return read(ids, EmbeddedDocument::document);
  }

  @Override
  public Map<String, EmbeddedDocument> embedded(Collection<String> ids) throws IOException {
    return read(ids, document -> document);
  }

  @Override
  public List<Hits> nearest(List<Embedding> queries, int k, Effort effort) throws IOException {
    IndexBounds.atMost("k", k);
    return best(queries, -1, k);
  }

  @Override
  public List<Hits> within(List<Embedding> queries, float minSimilarity, int limit, Effort effort) throws IOException {
    IndexBounds.similarity(minSimilarity);
    IndexBounds.atMost("limit", limit);
    return best(queries, minSimilarity, limit);
  }

  private List<Hits> best(List<Embedding> queries, float minSimilarity, int limit) throws IOException {
    IndexBounds.queries(queries, dimension());
    List<Hits> answers = new ArrayList<>();
    for (Embedding query : queries) {
      List<Hit> matching = new ArrayList<>();
      for (EmbeddedDocument document : all().values()) {
        for (int i = 0; i < document.passages().size(); i++) {
          float similarity = query.cosine(document.embeddings().get(i));
          if (similarity >= minSimilarity) {
            matching.add(new Hit(document.passages().get(i), similarity));
          }
        }
      }
      // Documents are in order of their ids already, and sorting keeps it.
      matching.sort(Comparator.comparing(Hit::similarity, Comparator.reverseOrder()));
      answers.add(new Hits(matching.stream().limit(limit).toList(), matching.size() > limit));
    }
    return answers;
  }

  private BruteForceSearch search() throws IOException {
    BruteForceSearch search = new BruteForceSearch(state.settings().languages());
    for (EmbeddedDocument document : all().values()) {
      for (int i = 0; i < document.passages().size(); i++) {
        search.add(document.document(), document.passages().get(i), document.embeddings().get(i));
      }
    }
    return search;
  }

  @Override
  public List<List<Found>> find(List<Question> questions, Depth depth, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    IndexBounds.depth(depth);
    IndexBounds.queries(questions.stream().map(Question::meaning).toList(), dimension());
    BruteForceSearch search = search();
    return questions.stream().map(question -> search.find(question, depth, limit)).toList();
  }

  @Override
  public List<List<Ranked>> rank(List<Question> questions, Depth depth, int limit) throws IOException {
    return find(questions, depth, limit).stream()
        .map(found -> found.stream().map(one -> new Ranked(one.document().id(), one.best().score())).toList())
        .toList();
  }

  @Override
  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException {
    BruteForceSearch search = search();
    return passages.stream().map(passage -> search.wordScores(asked, passage)).toList();
  }

  @Override
  public List<String> fieldNames(int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    Set<String> names = new TreeSet<>(MemoryIndex.BY_CODE_POINT);
    all().values().forEach(document -> names.addAll(document.document().fields().keySet()));
    return names.stream().limit(limit).toList();
  }

  @Override
  public List<Facet> facets(List<String> fields, Filter filter, int limit) throws IOException {
    Bounds.check("limit", limit, 1, Facet.MAX_VALUES);
    List<Facet> facets = new ArrayList<>();
    for (String field : fields) {
      Map<String, Long> counts = new HashMap<>();
      for (EmbeddedDocument each : all().values()) {
        String value = each.document().fields().get(field);
        if (value != null && filter.passes(each.document().fields())) {
          FieldValue.each(value).stream()
              .filter(element -> element.getBytes(StandardCharsets.UTF_8).length <= Facet.MAX_VALUE_BYTES)
              .distinct()
              .forEach(element -> counts.merge(element, 1L, Long::sum));
        }
      }
      List<Facet.Count> values =
          counts.entrySet().stream()
              .map(count -> new Facet.Count(count.getKey(), count.getValue()))
              .sorted(
                  Comparator.comparingLong(Facet.Count::documents)
                      .reversed()
                      .thenComparing(Facet.Count::value, MemoryIndex.BY_CODE_POINT))
              .toList();
      facets.add(new Facet(field, values.stream().limit(limit).toList(), values.size() > limit));
    }
    return facets;
  }

  @Override
  public List<Sharing> sharing(List<String> texts, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    Map<String, Set<Long>> fingerprints = new LinkedHashMap<>();
    Map<Long, Integer> documentsWith = new HashMap<>();
    all().forEach((id, document) -> fingerprints.put(id, fingerprints(document.document().text())));
    fingerprints.values().forEach(each -> each.forEach(one -> documentsWith.merge(one, 1, Integer::sum)));
    List<Sharing> answers = new ArrayList<>();
    for (String text : texts) {
      Set<Long> asked = fingerprints(text);
      int all = asked.size();
      asked.removeIf(one -> documentsWith.getOrDefault(one, 0) > Overlap.MAX_DOCUMENTS);
      List<Overlap> overlaps = new ArrayList<>();
      fingerprints.forEach((id, own) -> {
        List<Long> shared = own.stream().filter(asked::contains).toList();
        double weight =
            shared.stream()
                .mapToDouble(each ->
                    Math.log(
                        1 + (double) fingerprints.size() / documentsWith.getOrDefault(each, 0)))
                .sum();
        if (!shared.isEmpty()) {
          overlaps.add(new Overlap(id, shared.size(), weight));
        }
      });
      // They are in order of their ids already, and sorting keeps it.
      overlaps.sort(Comparator.comparingDouble(overlap -> -overlap.weight()));
      answers.add(new Sharing(overlaps.subList(0, Math.min(limit, overlaps.size())), all - asked.size()));
    }
    return answers;
  }

  private static Set<Long> fingerprints(String text) {
    return Arrays.stream(Winnowing.of(PlainText.of(text).text()))
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void scan(Consumer<EmbeddedDocument> reader) throws IOException {
    all().values().forEach(reader);
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    IndexBounds.atMost("count", count);
    List<Embedding> all = new ArrayList<>();
    scan(document -> all.addAll(document.embeddings()));
    Collections.shuffle(all, new Random(random.nextLong()));
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }

  @Override
  public void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException {
    IndexBounds.sample(count);
    List<EmbeddedDocument> all = new ArrayList<>(all().values());
    Collections.shuffle(all, new Random(random.nextLong()));
    all.stream().limit(count).forEach(document -> reader.accept(document.document(), document.embeddings()));
  }

  @Override
  public Optional<GraphWalk> graph() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
