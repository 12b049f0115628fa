package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import io.doppel.language.hash.Winnowing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The oracle: keeps everything in memory and compares the query with all of it. For one thread.
@NullMarked
final class BruteForceIndex implements PassageIndex {

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private record Entry(Document document, List<Passage> passages, List<Embedding> embeddings) {}

  /// What outlives an opening.
  static final class Storage {
    private final SortedMap<String, Entry> committed = new TreeMap<>(BY_CODE_POINT);
    private int commits;
  }

  private final Passport passport;
  private final Storage storage;
  private final Map<String, Optional<Entry>> pending = new HashMap<>();
  private final Deque<Embedding> questions = new ArrayDeque<>();

  BruteForceIndex(Passport passport, Storage storage) {
    this.passport = passport;
    this.storage = storage;
  }

  @Override
  public Passport passport() {
    return passport;
  }

  @Override
  public void put(Document document, List<Passage> passages, List<Embedding> embeddings) {
    IndexBounds.put(document, passages, embeddings, passport.encoder().dimension());
    pending.put(
        document.id(),
        Optional.of(new Entry(document, List.copyOf(passages), List.copyOf(embeddings))));
  }

  @Override
  public boolean delete(String documentId) {
    pending.put(documentId, Optional.empty());
    return storage.committed.containsKey(documentId);
  }

  @Override
  public long delete(Filter filter) {
    storage.committed.forEach((id, entry) -> pending.putIfAbsent(id, Optional.of(entry)));
    pending.replaceAll((id, entry) -> entry.filter(put -> !filter.passes(put.document.fields())));
    return storage.committed.values().stream().filter(entry -> filter.passes(entry.document.fields())).count();
  }

  @Override
  public void commit() {
    pending.forEach(
        (id, entry) ->
            entry.ifPresentOrElse(
                put -> storage.committed.put(id, put), () -> storage.committed.remove(id)));
    storage.commits += pending.isEmpty() ? 0 : 1;
    pending.clear();
  }

  @Override
  public Optional<Document> document(String documentId) {
    return Optional.ofNullable(storage.committed.get(documentId)).map(Entry::document);
  }

  @Override
  public Optional<String> contentHash(String documentId) {
    return document(documentId).map(ContentHash::of);
  }

  @Override
  public long documents() {
    return storage.committed.size();
  }

  @Override
  public long passages() {
    return storage.committed.values().stream().mapToLong(entry -> entry.passages.size()).sum();
  }

  @Override
  public List<String> documentIds(String after, int limit) {
    IndexBounds.atMost("limit", limit);
    return storage.committed.tailMap(after).keySet().stream()
        .filter(id -> !id.equals(after))
        .limit(limit)
        .toList();
  }

  @Override
  public Hits nearest(Embedding query, int k, Effort effort) {
    IndexBounds.atMost("k", k);
    return best(query, -1, k);
  }

  @Override
  public Hits nearest(Embedding query, int k, int width) {
    IndexBounds.atMost("width", width);
    return nearest(query, k, Effort.EXACT);
  }

  @Override
  public Hits within(Embedding query, float minSimilarity, int limit, Effort effort) {
    IndexBounds.similarity(minSimilarity);
    IndexBounds.atMost("limit", limit);
    return best(query, minSimilarity, limit);
  }

  private Hits best(Embedding query, float minSimilarity, int limit) {
    IndexBounds.dimension(query, passport.encoder().dimension());
    List<Hit> all = new ArrayList<>();
    scan((passage, embedding) -> all.add(new Hit(passage, query.cosine(embedding))));
    // The entries are in order of their ids already, and sorting keeps it.
    List<Hit> matching =
        all.stream()
            .filter(hit -> hit.similarity() >= minSimilarity)
            .sorted(Comparator.comparing(Hit::similarity, Comparator.reverseOrder()))
            .toList();
    return new Hits(matching.stream().limit(limit).toList(), matching.size() > limit);
  }

  @Override
  public List<Found> find(Question question, int depth, int limit) {
    IndexBounds.atMost("depth", depth);
    IndexBounds.atMost("limit", limit);
    IndexBounds.dimension(question.meaning(), passport.encoder().dimension());
    if (question.by() != Question.By.WORDS) {
      questions.addFirst(question.meaning());
    }
    var search = new BruteForceSearch();
    for (Entry entry : storage.committed.values()) {
      for (int i = 0; i < entry.passages.size(); i++) {
        search.add(entry.document, entry.passages.get(i), entry.embeddings.get(i));
      }
    }
    return search.find(question, depth, limit);
  }

  @Override
  public List<Span> sharedWords(String asked, String text) {
    throw new UnsupportedOperationException("how words are cut is no matter of the oracle");
  }

  @Override
  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) {
    throw new UnsupportedOperationException("how words are cut is no matter of the oracle");
  }

  @Override
  public List<String> fieldNames(int limit) {
    SortedMap<String, Boolean> names = new TreeMap<>(BY_CODE_POINT);
    storage.committed.values().forEach(entry -> entry.document.fields().keySet().forEach(name -> names.put(name, true)));
    return names.keySet().stream().limit(limit).toList();
  }

  @Override
  public Facet facet(String field, Filter filter, int limit) {
    Map<String, Long> counts = new HashMap<>();
    for (Entry entry : storage.committed.values()) {
      String value = entry.document.fields().get(field);
      if (value != null && filter.passes(entry.document.fields())) {
        FieldValue.each(value).stream().distinct().forEach(each -> counts.merge(each, 1L, Long::sum));
      }
    }
    List<Facet.Count> values =
        counts.entrySet().stream()
            .map(count -> new Facet.Count(count.getKey(), count.getValue()))
            .sorted(
                Comparator.comparingLong(Facet.Count::documents)
                    .reversed()
                    .thenComparing(Facet.Count::value, BY_CODE_POINT))
            .toList();
    return new Facet(field, values.stream().limit(limit).toList(), values.size() > limit);
  }

  @Override
  public List<Overlap> sharing(String text, int limit) {
    IndexBounds.atMost("limit", limit);
    Set<Long> asked = fingerprints(text);
    Map<Long, Integer> documentsWith = new HashMap<>();
    storage.committed.values().forEach(
        entry -> fingerprints(entry.document.text()).forEach(each -> documentsWith.merge(each, 1, Integer::sum)));
    List<Overlap> overlaps = new ArrayList<>();
    for (Entry entry : storage.committed.values()) {
      List<Long> shared = fingerprints(entry.document.text()).stream().filter(asked::contains).toList();
      double weight =
          shared.stream()
              .mapToDouble(each -> Math.log(1 + (double) documents() / documentsWith.getOrDefault(each, 0)))
              .sum();
      if (!shared.isEmpty()) {
        overlaps.add(new Overlap(entry.document.id(), shared.size(), weight));
      }
    }
    // The entries are in order of their ids already, and sorting keeps it.
    overlaps.sort(Comparator.comparingDouble(overlap -> -overlap.weight()));
    return overlaps.subList(0, Math.min(limit, overlaps.size()));
  }

  private static Set<Long> fingerprints(String text) {
    return Arrays.stream(Winnowing.of(text)).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Optional<EmbeddedDocument> embedded(String documentId) {
    return Optional.ofNullable(storage.committed.get(documentId)).map(BruteForceIndex::embedded);
  }

  @Override
  public void scanDocuments(Consumer<EmbeddedDocument> reader) {
    storage.committed.values().forEach(entry -> reader.accept(embedded(entry)));
  }

  private static EmbeddedDocument embedded(Entry entry) {
    return new EmbeddedDocument(entry.document, entry.passages, entry.embeddings);
  }

  @Override
  public void scan(BiConsumer<Passage, Embedding> reader) {
    Stream<Entry> entries = List.copyOf(storage.committed.values()).stream();
    entries.forEach(
        entry -> {
          for (int i = 0; i < entry.passages.size(); i++) {
            reader.accept(entry.passages.get(i), entry.embeddings.get(i));
          }
        });
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) {
    IndexBounds.atMost("count", count);
    List<Embedding> all = new ArrayList<>();
    scan((passage, embedding) -> all.add(embedding));
    return all.subList(0, Math.min(count, all.size()));
  }

  @Override
  public void sampleDocuments(int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader) {
    IndexBounds.sample(count);
    storage.committed.values().stream().limit(count).forEach(entry -> reader.accept(entry.document, entry.embeddings));
  }

  @Override
  public String generation() {
    return Integer.toString(storage.commits);
  }

  @Override
  public List<Embedding> recentQuestions() {
    return questions.stream().limit(256).toList();
  }

  @Override
  public Upkeep upkeep() {
    throw new UnsupportedOperationException("memory needs none");
  }

  @Override
  public void close() {
    pending.clear();
  }
}
