package io.doppel.plagiarism;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.ContentHash;
import io.doppel.index.Effort;
import io.doppel.index.Facet;
import io.doppel.index.Filter;
import io.doppel.index.Found;
import io.doppel.index.Hit;
import io.doppel.index.Hits;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.Question;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import io.doppel.text.PassageSplitter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// The smallest index: everything in memory, every vector scored.
final class MemoryIndex implements PassageIndex {

  private record Entry(Document document, List<Passage> passages, List<Embedding> embeddings) {}

  private final Map<String, Entry> entries = new TreeMap<>();
  private final Encoder encoder;

  MemoryIndex(Encoder encoder) {
    this.encoder = encoder;
  }

  void put(Document document) {
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    List<Passage> passages = splitter.split(document);
    put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
  }

  @Override
  public Passport passport() {
    return Passport.of(encoder.fingerprint(), "sentences");
  }

  @Override
  public void put(Document document, List<Passage> passages, List<Embedding> embeddings) {
    entries.put(document.id(), new Entry(document, passages, embeddings));
  }

  @Override
  public boolean delete(String documentId) {
    return entries.remove(documentId) != null;
  }

  @Override
  public long delete(Filter filter) {
    long before = entries.size();
    entries.values().removeIf(entry -> filter.passes(entry.document().fields()));
    return before - entries.size();
  }

  @Override
  public void commit() {}

  @Override
  public Optional<Document> document(String documentId) {
    return Optional.ofNullable(entries.get(documentId)).map(Entry::document);
  }

  @Override
  public Optional<String> contentHash(String documentId) {
    return document(documentId).map(ContentHash::of);
  }

  @Override
  public long documents() {
    return entries.size();
  }

  @Override
  public long passages() {
    return entries.values().stream().mapToLong(entry -> entry.passages().size()).sum();
  }

  @Override
  public List<String> documentIds(String after, int limit) {
    return entries.keySet().stream().filter(id -> id.compareTo(after) > 0).limit(limit).toList();
  }

  @Override
  public Hits nearest(Embedding query, int k, Effort effort) {
    return within(query, -1, k, effort);
  }

  @Override
  public Hits nearest(Embedding query, int k, int width) {
    return within(query, -1, k, Effort.EXACT);
  }

  @Override
  public Hits within(Embedding query, float minSimilarity, int limit, Effort effort) {
    List<Hit> hits = new ArrayList<>();
    scan(
        (passage, embedding) -> {
          float similarity = embedding.cosine(query);
          if (similarity >= minSimilarity) {
            hits.add(new Hit(passage, similarity));
          }
        });
    hits.sort(Comparator.comparingDouble((Hit hit) -> -hit.similarity()));
    return new Hits(hits.subList(0, Math.min(limit, hits.size())), hits.size() > limit);
  }

  @Override
  public List<Found> find(Question question, int depth, int limit) {
    throw new UnsupportedOperationException("plagiarism asks for passages only");
  }

  @Override
  public List<Span> sharedWords(String asked, String text) {
    throw new UnsupportedOperationException("plagiarism asks for passages only");
  }

  @Override
  public List<String> fieldNames(int limit) {
    throw new UnsupportedOperationException("plagiarism asks for passages only");
  }

  @Override
  public Facet facet(String field, Filter filter, int limit) {
    throw new UnsupportedOperationException("plagiarism asks for passages only");
  }

  @Override
  public void scan(BiConsumer<Passage, Embedding> reader) {
    for (Entry entry : entries.values()) {
      for (int i = 0; i < entry.passages().size(); i++) {
        reader.accept(entry.passages().get(i), entry.embeddings().get(i));
      }
    }
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) {
    throw new UnsupportedOperationException("plagiarism asks for no sample");
  }

  @Override
  public List<Embedding> recentQuestions() {
    return List.of();
  }

  @Override
  public Upkeep upkeep() {
    throw new UnsupportedOperationException("memory needs none");
  }

  @Override
  public void close() {}
}
